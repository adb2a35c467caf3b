/* AsyncAPI as a format: found out, checked, who sends told apart, places, parts, other files. Each
 * rule has a golden case. */
#include "asyncapi_case.h"
#include "memory_case.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void what_is_wrong_is_said_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        ctr_status status;
        const char *message;
    } cases[] = {
        {"asyncapi: 2.7.0\nchannels: {}\n", CTR_E_UNSUPPORTED,
         "doc:1:11: AsyncAPI version '2.7.0' is not supported; AsyncAPI 2.0 to 2.6 and 3.0 are"},
        {"asyncapi: 3.0\n", CTR_E_INPUT,
         "doc:1:11: 'asyncapi' must be a string in quotes, such as \"3.0.0\""},
        {"openapi: 3.0.0\n", CTR_E_INPUT,
         "doc:1:1: this does not look like asyncapi but like openapi; name that format, or none"},
        {"asyncapi: 2.0.0\n", CTR_E_INPUT, "doc:1:1: an AsyncAPI 2 document needs 'channels'"},
        {"asyncapi: 3.0.0\nchannels: []\n", CTR_E_INPUT,
         "doc:2:11: 'channels' must be an object of channels"},
        {"asyncapi: 3.0.0\nchannels: {a: 1}\n", CTR_E_INPUT,
         "doc:2:15: a channel must be an object"},
        {"asyncapi: 3.0.0\nchannels: {a: {address: 1}}\n", CTR_E_INPUT,
         "doc:2:25: 'address' of a channel must be a string or null"},
        {"asyncapi: 3.0.0\nchannels: {a: {messages: {m: 1}}}\n", CTR_E_INPUT,
         "doc:2:30: a message must be an object"},
        {"asyncapi: 3.0.0\nchannels: {a: {messages: {m: {payload: 1}}}}\n", CTR_E_INPUT,
         "doc:2:40: a schema must be an object or a boolean"},
        {"asyncapi: 3.0.0\nchannels: {a: {messages: {m: {traits: 1}}}}\n", CTR_E_INPUT,
         "doc:2:39: 'traits' must be a list"},
        {"asyncapi: 3.0.0\nchannels: {a: {messages: {m: {traits: [1]}}}}\n", CTR_E_INPUT,
         "doc:2:40: a trait must be an object"},
        {"asyncapi: 3.0.0\noperations: {o: {channel: {$ref: '#/x'}}}\nx: {}\n", CTR_E_INPUT,
         "doc:2:17: an operation needs 'action', which is send or receive"},
        {"asyncapi: 3.0.0\noperations: {o: {action: publish}}\n", CTR_E_INPUT,
         "doc:2:26: an operation needs 'action', which is send or receive"},
        {"asyncapi: 3.0.0\noperations: {o: {action: send}}\n", CTR_E_INPUT,
         "doc:2:17: an operation needs 'channel', a $ref to a channel"},
        {"asyncapi: 3.0.0\noperations: {o: {action: send, channel: orders}}\n", CTR_E_INPUT,
         "doc:2:41: 'channel' must be a $ref to a channel, such as {\"$ref\": "
         "\"#/channels/orders\"}"},
        {"asyncapi: 3.0.0\noperations: {o: {action: send, channel: {$ref: '#/x'}}}\nx: {}\n",
         CTR_E_INPUT, "doc:2:41: this is none of the channels below 'channels'"},
        {"asyncapi: 3.0.0\nchannels: {a: {messages: {m: {$ref: '#/no'}}}}\n", CTR_E_INPUT,
         "doc:2:37: $ref to '#/no': there is nothing at that place"},
        {"asyncapi: 2.6.0\nchannels: {a: {publish: {message: {schemaFormat: "
         "application/vnd.apache.avro, payload: {type: record}}}}}\n",
         CTR_E_INPUT, "doc:2:88: "},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct js_case c;
        js_begin(&c);
        js_read(&c, &c.old, CTR_FORMAT_ASYNCAPI, "doc", cases[i].text, NULL);
        assert_int_equal(c.status, cases[i].status);
        const char *said = ctr_error_message(c.ctx.error);
        if (strncmp(said, cases[i].message, strlen(cases[i].message)) != 0) {
            assert_string_equal(said, cases[i].message);
        }
        js_end(&c);
    }
}

#define OLD_ORDER(way, type)                                                                       \
    "asyncapi: 2.6.0\nchannels:\n  orders:\n    " way ":\n      message:\n        name: placed\n"  \
    "        payload: {type: object, properties: {total: {type: " type "}}}\n"
#define NEW_ORDER(action, type)                                                                    \
    "asyncapi: 3.0.0\nchannels:\n  o:\n    address: orders\n    messages:\n      placed:\n"        \
    "        payload: {type: object, properties: {total: {type: " type "}}}\n"                     \
    "operations: {x: {action: " action ", channel: {$ref: '#/channels/o'}}}\n"

static void subscribe_is_what_the_application_sends(void **state)
{
    (void)state;
    static const char sent[] =
        "breaking backward response-property-type-generalized at send orders "
        "message placed /total\n";
    aa_tells(OLD_ORDER("subscribe", "integer"), OLD_ORDER("subscribe", "number"), CTR_MODE_BACKWARD,
             sent);
    aa_tells(NEW_ORDER("send", "integer"), NEW_ORDER("send", "number"), CTR_MODE_BACKWARD, sent);
    aa_tells(
        OLD_ORDER("subscribe", "number"), OLD_ORDER("subscribe", "integer"), CTR_MODE_BACKWARD,
        "info forward response-property-type-specialized at send orders message placed /total\n");
}

static void publish_is_what_it_receives(void **state)
{
    (void)state;
    static const char received[] = "breaking backward request-property-type-changed at receive "
                                   "orders message placed /total\n";
    aa_tells(OLD_ORDER("publish", "number"), OLD_ORDER("publish", "integer"), CTR_MODE_BACKWARD,
             received);
    aa_tells(NEW_ORDER("receive", "number"), NEW_ORDER("receive", "integer"), CTR_MODE_BACKWARD,
             received);
}

static void an_edition_of_3_can_replace_one_of_2(void **state)
{
    (void)state;
    aa_tells(OLD_ORDER("subscribe", "integer"), NEW_ORDER("send", "integer"), CTR_MODE_FULL,
             "info neither asyncapi-words-changed at /\n"
             "info neither asyncapi-operation-renamed at send orders\n"
             "info neither asyncapi-words-changed at send orders message placed\n");
}

static void channels_without_operations_bind_both_ways(void **state)
{
    (void)state;
    static const char older[] = "asyncapi: 3.0.0\nchannels: {o: {messages: {m: {payload: {type: "
                                "integer}}}}}\n";
    static const char newer[] = "asyncapi: 3.0.0\nchannels: {o: {messages: {m: {payload: {type: "
                                "number}}}}}\n";
    aa_tells(older, newer, CTR_MODE_BACKWARD,
             "breaking backward response-body-type-generalized at channel o message m\n"
             "info forward request-body-type-generalized at channel o message m\n");
    aa_tells(newer, older, CTR_MODE_BACKWARD,
             "breaking backward request-body-type-changed at channel o message m\n"
             "info forward response-body-type-specialized at channel o message m\n");
}

static void findings_have_their_places(void **state)
{
    (void)state;
    struct js_case c;
    aa_diff(&c, OLD_ORDER("subscribe", "integer"), OLD_ORDER("subscribe", "string"),
            CTR_MODE_BACKWARD);
    assert_int_equal(c.diff.count, 1);
    const struct lc_place *p = c.diff.findings[0].place[CTR_SIDE_NEW];
    assert_string_equal(p->file, "new.yaml");
    assert_string_equal(p->pointer,
                        "/channels/orders/subscribe/message/payload/properties/total/type");
    assert_int_equal(p->line, 7);
    js_end(&c);
}

static const char parted[] =
    "asyncapi: 3.0.0\n"
    "servers: {main: {host: h, protocol: kafka}}\n"
    "channels:\n"
    "  o:\n"
    "    address: shop/{id}\n"
    "    parameters: {id: {}}\n"
    "    messages:\n"
    "      json:\n"
    "        headers: {type: object, properties: {trace: {type: string}}}\n"
    "        payload: {type: object, properties: {total: {type: integer}}}\n"
    "      avro:\n"
    "        payload:\n"
    "          schemaFormat: application/vnd.apache.avro;version=1.9.0\n"
    "          schema: {type: record, name: s.R, fields: [{name: f, type: int}]}\n"
    "operations: {x: {action: receive, channel: {$ref: '#/channels/o'}, reply: {channel: {$ref: "
    "'#/channels/o'}}}}\n";

static void parts_are_listed_and_found(void **state)
{
    (void)state;
    struct js_case c;
    struct ctr_outline outline;
    const char *text = "";
    bool has;
    js_begin(&c);
    js_read(&c, &c.old, CTR_FORMAT_AUTO, "doc", parted, NULL);
    assert_int_equal(c.status, CTR_OK);
    assert_string_equal(c.old.dialect, "AsyncAPI 3.0.0");
    assert_int_equal(lc_spec_outline(&c.ctx, &c.old, &outline), CTR_OK);
    for (size_t i = 0; i < outline.count; i++) {
        assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, outline.parts[i], &has), CTR_OK);
        assert_true(has);
        text = strstr(outline.parts[i], "reply ") || strncmp(outline.parts[i], "send ", 5) == 0
                   ? text
                   : lc_format(&c.ctx, "%s%s\n", text, outline.parts[i]);
    }
    assert_string_equal(text, "receive shop/{id}\n"
                              "receive shop/{id} message avro\n"
                              "receive shop/{id} message avro /s.R\n"
                              "receive shop/{id} message avro /s.R/f\n"
                              "receive shop/{id} message json\n"
                              "receive shop/{id} message json /total\n"
                              "receive shop/{id} message json headers\n"
                              "receive shop/{id} message json headers /trace\n"
                              "receive shop/{id} parameter id\n"
                              "receive shop/{id} reply\n"
                              "server main\n");
    assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, "send shop/{id}", &has), CTR_OK);
    assert_true(has); /* the reply */
    assert_int_equal(lc_spec_has_part(&c.ctx, &c.old, "send shop", &has), CTR_OK);
    assert_false(has);
    js_end(&c);
}

static void parts_are_hit_by_what_holds_them(void **state)
{
    (void)state;
    static const struct {
        const char *finding, *used;
        bool hit;
    } cases[] = {
        {"send o message m /a", "send o message m", true},
        {"send o message m /a", "send o message m /a/b", true},
        {"send o message m /a", "send o message m /b", false},
        {"send o message m headers /a", "send o message m /a", false},
        {"send o message m headers /a", "send o message m", true},
        {"send o message m", "send o message n", false},
        {"send o", "send o message m /a", true},
        {"send o", "receive o message m /a", false},
        {"send o/{id}", "send o/{name} message m", true},
        {"server main", "send o message m /a", true},
        {"server main", "receive o", true},
        {"server main", "server second", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(lc_part_hits(cases[i].finding, cases[i].used), cases[i].hit);
    }
}

/* A 2.x document that receives on `channel`, whose parameters are `parameters`. */
#define PARAMETERS(channel, parameters)                                                            \
    "asyncapi: 2.6.0\nchannels:\n  " channel ":\n    parameters: {" parameters "}\n"               \
    "    publish: {message: {name: m, payload: {type: object}}}\n"
/* The same in 3.0. */
#define PLACES(address, parameters)                                                                \
    "asyncapi: 3.0.0\nchannels:\n  c:\n    address: " address "\n    parameters: {" parameters     \
    "}\n"                                                                                          \
    "    messages: {m: {payload: {type: object}}}\n"                                               \
    "operations: {o: {action: receive, channel: {$ref: '#/channels/c'}}}\n"

/* Whoever fills in an address does not see the names in it. */
static void parameters_are_paired_by_their_place(void **state)
{
    (void)state;
    static const char xy[] =
        PARAMETERS("a/{x}/{y}", "x: {schema: {type: string}}, y: {schema: {type: integer}}");
    aa_tells(xy,
             PARAMETERS("a/{y}/{x}", "x: {schema: {type: string}}, y: {schema: {type: integer}}"),
             CTR_MODE_BACKWARD,
             "breaking both request-body-type-changed at receive a/{x}/{y} parameter x\n"
             "breaking both request-body-type-changed at receive a/{x}/{y} parameter y\n");
    aa_tells(xy,
             PARAMETERS("a/{p}/{q}", "p: {schema: {type: string}}, q: {schema: {type: integer}}"),
             CTR_MODE_FULL, "info neither document-rewritten at /\n");
    aa_tells(PLACES("a/{x}", "x: {enum: [a]}"), PLACES("a/{y}", "y: {enum: [a]}"), CTR_MODE_FULL,
             "info neither document-rewritten at /\n");
    /* twice in the one address, and of two kinds in the other */
    aa_tells(
        PLACES("a/{x}/{x}", "x: {enum: [a, b]}"),
        PLACES("a/{p}/{q}", "p: {enum: [a, b]}, q: {enum: [a]}"), CTR_MODE_BACKWARD,
        "breaking backward request-body-enum-value-removed at receive a/{x}/{x} parameter x\n");
    /* described under a name that the address does not have */
    aa_tells(PLACES("a/{x}", "x: {enum: [a, b]}"), PLACES("a/{y}", "x: {enum: [a]}"),
             CTR_MODE_BACKWARD,
             "breaking backward request-body-enum-value-removed at receive a/{x} parameter x\n");
}

static void a_default_of_a_parameter_is_relied_on(void **state)
{
    (void)state;
    static const char none[] = PLACES("a/{x}", "x: {}");
    static const char eu[] = PLACES("a/{x}", "x: {default: eu}");
    aa_tells(eu, PLACES("a/{x}", "x: {default: us}"), CTR_MODE_FULL,
             "breaking both asyncapi-parameter-default-changed at receive a/{x} parameter x\n");
    aa_tells(eu, none, CTR_MODE_FULL,
             "breaking backward asyncapi-parameter-default-changed at receive a/{x} parameter x\n");
    aa_tells(none, eu, CTR_MODE_FULL,
             "breaking forward asyncapi-parameter-default-changed at receive a/{x} parameter x\n");
}

#define REPLY(reply, id)                                                                           \
    "asyncapi: 3.0.0\nchannels: {c: {messages: {m: {correlationId: {location: l" id "}}}}}\n"      \
    "operations: {o: {action: receive, channel: {$ref: '#/channels/c'}, reply: {" reply "}}}\n"

static void what_no_rule_knows_of_replies_and_ids_is_undecided(void **state)
{
    (void)state;
    static const char older[] = REPLY("address: {location: l}", "");
    aa_tells(older, REPLY("address: {location: l}, within: 5", ""), CTR_MODE_BACKWARD,
             "undecided both asyncapi-keyword-changed at receive c reply\n");
    aa_tells(older, REPLY("address: {location: l, within: 5}", ""), CTR_MODE_BACKWARD,
             "undecided both asyncapi-keyword-changed at receive c reply\n");
    aa_tells(older, REPLY("address: {location: l, description: d}", ""), CTR_MODE_BACKWARD,
             "info neither asyncapi-words-changed at receive c reply\n");
    aa_tells(older, REPLY("address: {location: l}", ", kind: 5"), CTR_MODE_BACKWARD,
             "undecided both asyncapi-keyword-changed at receive c message m\n");
    aa_tells(older, REPLY("address: {location: l}", ", description: d"), CTR_MODE_BACKWARD,
             "info neither asyncapi-words-changed at receive c message m\n");
}

static void says(const char *older, const char *newer, const char *wanted)
{
    struct js_case c;
    bool found = false;
    aa_diff(&c, older, newer, CTR_MODE_FULL);
    for (size_t i = 0; i < c.diff.count; i++) {
        found = found || strcmp(c.diff.findings[i].message, wanted) == 0;
    }
    if (!found) {
        fail_msg("nobody says: %s", wanted);
    }
    js_end(&c);
}

/* What every piece of an address is, said or not. */
static void a_parameter_is_a_string(void **state)
{
    (void)state;
    static const char two[] = PARAMETERS("a/{x}", "x: {schema: {type: string}}");
    static const char nothing[] = "info neither asyncapi-words-changed at /\n"
                                  "info neither asyncapi-operation-renamed at receive a/{x}\n"
                                  "info neither asyncapi-words-changed at receive a/{x} message "
                                  "m\n";
    aa_tells(two, PLACES("a/{x}", "x: {}"), CTR_MODE_FULL, nothing);
    aa_tells(two, PLACES("a/{x}", ""), CTR_MODE_FULL, nothing);
    aa_tells(PARAMETERS("a/{x}", "x: {schema: {type: string, enum: [a]}}"),
             PLACES("a/{x}", "x: {enum: [a]}"), CTR_MODE_FULL, nothing);
    aa_tells(two, PARAMETERS("a/{x}", "x: {}"), CTR_MODE_FULL,
             "info neither document-rewritten at /\n");
    aa_tells(PLACES("a/{x}", "x: {}"), PLACES("a/{x}", "x: {enum: [a]}"), CTR_MODE_BACKWARD,
             "breaking backward request-body-became-enum at receive a/{x} parameter x\n");
    says(two, PLACES("a/{x}", "x: {}"),
         "the operation has a name now, 'o'; only generated code knows it by that name");
    says(PLACES("a/{x}", "x: {}"), two,
         "the operation has no name any more, which was 'o'; only generated code knows it by that "
         "name");
}

#define BOUND(channel, operation, message)                                                         \
    "asyncapi: 3.0.0\nchannels: {k: {address: c, bindings: {" channel "}, messages: {m: "          \
    "{contentType: a/b, bindings: {" message "}}}}}\n"                                             \
    "operations: {o: {action: send, channel: {$ref: '#/channels/k'}, bindings: {" operation        \
    "}}}\n"

static void a_binding_that_says_what_holds_says_nothing(void **state)
{
    (void)state;
    static const char same[] = "info neither document-rewritten at /\n";
    static const char none[] = BOUND("", "", "");
    aa_tells(none, BOUND("kafka: {topic: c}", "", ""), CTR_MODE_FULL, same);
    aa_tells(none, BOUND("kafka: {topic: d}", "", ""), CTR_MODE_FULL,
             "breaking both asyncapi-binding-address-changed at send c\n");
    aa_tells(BOUND("amqp: {is: routingKey, queue: {vhost: /}, exchange: {vhost: /}}", "", ""), none,
             CTR_MODE_FULL, same);
    aa_tells(BOUND("amqp: {is: queue}", "", ""), none, CTR_MODE_FULL,
             "breaking both asyncapi-binding-address-changed at send c\n");
    aa_tells(none, BOUND("", "mqtt: {qos: 0}", "mqtt: {payloadFormatIndicator: 0}"), CTR_MODE_FULL,
             same);
    aa_tells(none, BOUND("", "", "mqtt: {payloadFormatIndicator: 1}"), CTR_MODE_FULL,
             "breaking both asyncapi-binding-encoding-changed at send c message m\n");
}

static void lists_of_a_binding_have_no_order(void **state)
{
    (void)state;
    static const char same[] = "info neither document-rewritten at /\n";
    aa_tells(BOUND("", "amqp: {cc: [a, b], bcc: [a, b]}", ""),
             BOUND("", "amqp: {cc: [b, a], bcc: [b, a]}", ""), CTR_MODE_FULL, same);
    aa_tells(BOUND("", "amqp: {cc: [a, b]}", ""), BOUND("", "amqp: {cc: [a, c]}", ""),
             CTR_MODE_FULL, "breaking both asyncapi-binding-address-changed at send c\n");
    aa_tells(BOUND("kafka: {topicConfiguration: {cleanup.policy: [delete, compact]}}", "", ""),
             BOUND("kafka: {topicConfiguration: {cleanup.policy: [compact, delete]}}", "", ""),
             CTR_MODE_FULL, same);
    aa_tells(BOUND("kafka: {topicConfiguration: {cleanup.policy: [delete]}}", "", ""),
             BOUND("kafka: {topicConfiguration: {cleanup.policy: [compact]}}", "", ""),
             CTR_MODE_FULL, "undecided both asyncapi-binding-undecided at send c\n");
}

#define TYPE(type)                                                                                 \
    "asyncapi: 2.6.0\nchannels: {o: {subscribe: {message: {name: m, contentType: '" type "'}}}}\n"

static void white_space_in_a_content_type_says_nothing(void **state)
{
    (void)state;
    static const char same[] = "info neither document-rewritten at /\n";
    static const char other[] = "breaking both asyncapi-content-type-changed at send o message m\n";
    aa_tells(TYPE("a/b;c=d"), TYPE("a/b \t;  c=d"), CTR_MODE_FULL, same);
    aa_tells(TYPE("A/b; c=d ;e=f"), TYPE("a/b;c=d; e=f "), CTR_MODE_FULL, same);
    aa_tells(TYPE("a/b;c=d"), TYPE("a/b;c =d"), CTR_MODE_FULL, other);
    aa_tells(TYPE("a/b;c=d"), TYPE("a/b;c=d;"), CTR_MODE_FULL, other);
    aa_tells(TYPE("a/b"), TYPE("a/bc"), CTR_MODE_FULL, other);
}

#define ONE_OF(messages)                                                                           \
    "asyncapi: 2.6.0\nchannels: {c: {subscribe: {message: {oneOf: [" messages "]}}}}\n"
#define PAYLOAD(type) "{payload: {type: " type "}}"

static void messages_without_a_name_are_known_by_what_they_are(void **state)
{
    (void)state;
    static const char older[] = ONE_OF(PAYLOAD("string") ", " PAYLOAD("integer"));
    aa_tells(older, ONE_OF(PAYLOAD("integer") ", " PAYLOAD("string")), CTR_MODE_FULL,
             "info neither document-rewritten at /\n");
    aa_tells(older, ONE_OF(PAYLOAD("integer")), CTR_MODE_BACKWARD,
             "breaking both asyncapi-message-removed at send c message 0\n");
    aa_tells(older, ONE_OF(PAYLOAD("integer") ", " PAYLOAD("boolean")), CTR_MODE_BACKWARD,
             "breaking both response-body-type-changed at send c message 0\n");
    aa_tells(older, ONE_OF("{name: '1', payload: {}}, " PAYLOAD("integer")), CTR_MODE_BACKWARD,
             "breaking backward response-body-type-generalized at send c message 0\n"
             "warning both asyncapi-message-renamed at send c message 0\n"
             "info neither asyncapi-words-changed at send c message 0\n");
}

#define NO_ADDRESS "asyncapi: 3.0.0\nchannels: {c: {address: null}}\n"
#define ADDRESS "asyncapi: 3.0.0\nchannels: {c: {address: x}}\n"

static void a_channel_may_have_no_address(void **state)
{
    (void)state;
    says(NO_ADDRESS, ADDRESS,
         "the address is 'x', and none was told before; offer it as another channel");
    says(ADDRESS, NO_ADDRESS, "no address is told any more; it was 'x'");
}

/* In 2.x the trait has the last word, in 3.0 the message. */
static void traits_are_merged_as_their_edition_says(void **state)
{
    (void)state;
    static const char older[] =
        "asyncapi: 2.6.0\nchannels: {o: {subscribe: {message: {name: m, contentType: a/b, traits: "
        "[{contentType: c/d}]}}}}\n";
    static const char newer[] =
        "asyncapi: 2.6.0\nchannels: {o: {subscribe: {message: {name: m, contentType: c/d}}}}\n";
    static const char three[] =
        "asyncapi: 3.0.0\nchannels: {o: {address: o, messages: {m: {contentType: c/d, traits: "
        "[{contentType: a/b}]}}}}\noperations: {'': {action: send, channel: {$ref: "
        "'#/channels/o'}}}\n";
    aa_tells(older, newer, CTR_MODE_FULL, "info neither document-rewritten at /\n");
    aa_tells(newer, three, CTR_MODE_FULL,
             "info neither asyncapi-words-changed at /\n"
             "info neither asyncapi-words-changed at send o message m\n");
}

static void a_document_cut_anywhere_is_refused_or_read(void **state)
{
    (void)state;
    for (size_t n = 0; n <= sizeof parted - 1; n++) {
        struct js_case c;
        js_begin(&c);
        char *text = lc_dup(&c.ctx, lc_str_n(parted, n));
        js_read(&c, &c.old, CTR_FORMAT_ASYNCAPI, "doc", text, NULL);
        assert_true(c.status == CTR_OK || c.status == CTR_E_INPUT);
        assert_true((c.status == CTR_OK) == (c.ctx.error == NULL));
        js_end(&c);
    }
}

/* Read both editions, compare, list the parts. */
static void without_memory_it_says_so(void **state)
{
    (void)state;
    static const char newer[] =
        "asyncapi: 3.0.0\nservers: {main: {host: i, protocol: amqp, security: [{type: X509}]}}\n"
        "channels: {o: {address: 'shop/{n}', bindings: {kafka: {topic: t}}, messages: {json: "
        "{traits: "
        "[{headers: {type: object, properties: {b: {type: string}}}}], headers: {type: object}, "
        "payload: {type: object, properties: {total: {type: string}}}}, avro: {payload: "
        "{schemaFormat: application/vnd.apache.avro, schema: {type: record, name: s.R, fields: "
        "[{name: f, type: long}]}}}}}}\n"
        "operations: {x: {action: receive, channel: {$ref: '#/channels/o'}}}\n";
    memory_case_walk(parted, newer, 8, 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(subscribe_is_what_the_application_sends),
        cmocka_unit_test(publish_is_what_it_receives),
        cmocka_unit_test(an_edition_of_3_can_replace_one_of_2),
        cmocka_unit_test(channels_without_operations_bind_both_ways),
        cmocka_unit_test(findings_have_their_places),
        cmocka_unit_test(parts_are_listed_and_found),
        cmocka_unit_test(parts_are_hit_by_what_holds_them),
        cmocka_unit_test(parameters_are_paired_by_their_place),
        cmocka_unit_test(a_default_of_a_parameter_is_relied_on),
        cmocka_unit_test(what_no_rule_knows_of_replies_and_ids_is_undecided),
        cmocka_unit_test(a_parameter_is_a_string),
        cmocka_unit_test(a_binding_that_says_what_holds_says_nothing),
        cmocka_unit_test(lists_of_a_binding_have_no_order),
        cmocka_unit_test(white_space_in_a_content_type_says_nothing),
        cmocka_unit_test(messages_without_a_name_are_known_by_what_they_are),
        cmocka_unit_test(a_channel_may_have_no_address),
        cmocka_unit_test(traits_are_merged_as_their_edition_says),
        cmocka_unit_test(a_document_cut_anywhere_is_refused_or_read),
        cmocka_unit_test(without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
