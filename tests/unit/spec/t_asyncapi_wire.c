/* What AsyncAPI says of the wire beside payloads: who opens a connection, which addresses there
 * are, where channels are, what headers and content types say in other words. */
#include "asyncapi_case.h"

#define SAME "info neither document-rewritten at /\n"

/* 3.0 with one operation, and 2.6 with the same. */
#define BOUND(action, channel, operation)                                                          \
    "asyncapi: 3.0.0\nchannels: {k: {address: c, bindings: {" channel "}, messages: {m: {}}}}\n"   \
    "operations: {o: {action: " action ", channel: {$ref: '#/channels/k'}, bindings: {" operation  \
    "}}}\n"
#define BOUND_2(word, channel)                                                                     \
    "asyncapi: 2.6.0\nchannels: {c: {bindings: {" channel "}, " word ": {message: {name: m}}}}\n"
#define WS(where, more) "ws: {" where ": {type: object, properties: {t: {type: string}}" more "}}"

static void clients_open_a_web_socket_whoever_speaks(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "breaking backward request-property-became-required at send c ws query /t\n",
        "breaking backward request-property-became-required at send c ws headers /t\n",
        "breaking backward request-property-became-required at receive c ws query /t\n",
        "info forward request-property-became-optional at send c ws query /t\n",
    };
    aa_tells(BOUND("send", WS("query", ""), ""), BOUND("send", WS("query", ", required: [t]"), ""),
             CTR_MODE_BACKWARD, broken[0]);
    aa_tells(BOUND_2("subscribe", WS("query", "")),
             BOUND_2("subscribe", WS("query", ", required: [t]")), CTR_MODE_BACKWARD, broken[0]);
    aa_tells(BOUND("send", WS("headers", ""), ""),
             BOUND("send", WS("headers", ", required: [t]"), ""), CTR_MODE_BACKWARD, broken[1]);
    aa_tells(BOUND("receive", WS("query", ""), ""),
             BOUND("receive", WS("query", ", required: [t]"), ""), CTR_MODE_BACKWARD, broken[2]);
    aa_tells(BOUND("send", WS("query", ", required: [t]"), ""), BOUND("send", WS("query", ""), ""),
             CTR_MODE_BACKWARD, broken[3]);
}

#define HTTP(method, more)                                                                         \
    "http: {" method "query: {type: object, properties: {t: {type: string}}" more "}}"

/* A message that is sent is the answer to a GET, or goes out with a POST. */
static void a_query_is_written_by_who_makes_the_request(void **state)
{
    (void)state;
    static const char wanted[] =
        "breaking backward request-property-became-required at send c http query /t\n";
    static const char sent[] =
        "info forward response-property-became-required at send c http query /t\n";
    static const char either[] =
        "breaking backward request-property-became-required at send c http query /t\n"
        "info forward response-property-became-required at send c http query /t\n";
    aa_tells(BOUND("send", "", HTTP("method: GET, ", "")),
             BOUND("send", "", HTTP("method: GET, ", ", required: [t]")), CTR_MODE_BACKWARD,
             wanted);
    aa_tells(BOUND("send", "", HTTP("method: POST, ", "")),
             BOUND("send", "", HTTP("method: POST, ", ", required: [t]")), CTR_MODE_BACKWARD, sent);
    aa_tells(BOUND("send", "", HTTP("", "")), BOUND("send", "", HTTP("", ", required: [t]")),
             CTR_MODE_BACKWARD, either);
    aa_tells(BOUND("receive", "", HTTP("method: POST, ", "")),
             BOUND("receive", "", HTTP("method: POST, ", ", required: [t]")), CTR_MODE_BACKWARD,
             "breaking backward request-property-became-required at receive c http query /t\n");
}

#define PLACES(action, parameters)                                                                 \
    "asyncapi: 3.0.0\nchannels: {c: {address: 'v/{s}', parameters: {" parameters "}, messages: "   \
    "{m: {}}}}\noperations: {o: {action: " action ", channel: {$ref: '#/channels/c'}}}\n"

/* Who reads there hears nothing any more. */
static void a_value_that_is_lost_takes_a_channel_away(void **state)
{
    (void)state;
    static const char two[] = PLACES("send", "s: {enum: [a, b]}");
    aa_full(two, PLACES("send", "s: {enum: [a]}"),
            "breaking backward request-body-enum-value-removed at send v/{s} parameter s\n");
    aa_full(PLACES("send", "s: {enum: [a]}"), two,
            "breaking forward request-body-enum-value-added at send v/{s} parameter s\n");
    aa_full(PLACES("send", "s: {}"), two,
            "breaking backward request-body-became-enum at send v/{s} parameter s\n");
#define LENGTH(most)                                                                               \
    "asyncapi: 2.6.0\nchannels: {'u/{i}': {parameters: {i: {schema: {type: string, maxLength: "    \
    "" most "}}}, subscribe: {message: {name: m}}}}\n"
    aa_full(LENGTH("10"), LENGTH("5"),
            "breaking backward request-body-max-length-decreased at send u/{i} parameter i\n");
#undef LENGTH
}

#define ON(servers, list)                                                                          \
    "asyncapi: 3.0.0\nservers: {" servers "}\n"                                                    \
    "channels: {c: {" list "address: a, messages: {m: {}}}}\n"                                     \
    "operations: {o: {action: send, channel: {$ref: '#/channels/c'}}}\n"
#define P "p: {host: h, protocol: ws}"
#define Q "q: {host: i, protocol: ws}"
#define AT(name) "{$ref: '#/servers/" name "'}"

static void no_list_of_servers_is_all_of_them(void **state)
{
    (void)state;
    static const char both[] = ON(P ", " Q, "servers: [" AT("p") ", " AT("q") "], ");
    static const char one[] = ON(P ", " Q, "servers: [" AT("p") "], ");
    static const char fewer[] = "breaking backward asyncapi-channel-servers-changed at send a\n";
    static const char more[] = "breaking forward asyncapi-channel-servers-changed at send a\n";
    aa_full(ON(P ", " Q, ""), both, SAME);
    aa_full(both, ON(P ", " Q, ""), SAME);
    aa_full(ON(P ", " Q, "servers: [], "), both, SAME);
    aa_full(ON(P ", " Q, ""), one, fewer);
    aa_full(one, ON(P ", " Q, ""), more);
    /* a server came, and the channel stays where it was */
    aa_full(ON(P, ""), one, "breaking forward asyncapi-server-added at server q\n");
    aa_full(ON(P, ""), ON(P ", " Q, ""), "breaking forward asyncapi-server-added at server q\n");
}

#define HEADERS(action, headers)                                                                   \
    "asyncapi: 3.0.0\nchannels: {c: {address: a, messages: {m: {" headers "}}}}\n"                 \
    "operations: {o: {action: " action ", channel: {$ref: '#/channels/c'}}}\n"
#define OPTIONAL "headers: {type: object, properties: {h: {type: string}}}"
#define REQUIRED "headers: {type: object, properties: {h: {type: string}}, required: [h]}"

static void headers_are_an_object_described_or_not(void **state)
{
    (void)state;
    aa_tells(HEADERS("send", OPTIONAL), HEADERS("send", ""), CTR_MODE_BACKWARD,
             "warning backward response-optional-property-removed at send a message m headers "
             "/h\n");
    aa_tells(HEADERS("receive", ""), HEADERS("receive", OPTIONAL), CTR_MODE_BACKWARD,
             "info forward new-optional-request-property at receive a message m headers /h\n");
    aa_tells(HEADERS("send", REQUIRED), HEADERS("send", ""), CTR_MODE_BACKWARD,
             "breaking backward response-required-property-removed at send a message m headers "
             "/h\n");
    aa_tells(HEADERS("receive", ""), HEADERS("receive", REQUIRED), CTR_MODE_BACKWARD,
             "breaking backward new-required-request-property at receive a message m headers "
             "/h\n");
}

#define TYPE(type)                                                                                 \
    "asyncapi: 2.6.0\nchannels: {o: {subscribe: {message: {name: m, contentType: '" type "'}}}}\n"

static void json_is_in_utf_8_said_or_not(void **state)
{
    (void)state;
    static const char said[] = "info neither asyncapi-content-type-changed at send o message m\n";
    static const char other[] = "breaking both asyncapi-content-type-changed at send o message m\n";
    aa_full(TYPE("application/json"), TYPE("application/json; charset=UTF-8"), said);
    aa_full(TYPE("a/b+json ;charset=utf-8"), TYPE("a/b+json"), said);
    aa_full(TYPE("application/json"), TYPE("application/json; charset=utf-16"), other);
    aa_full(TYPE("application/json"), TYPE("application/json; v=2"), other);
    aa_full(TYPE("text/plain"), TYPE("text/plain; charset=utf-8"), other);
    aa_full(TYPE("application/json"), TYPE("a/b+json"), other);
}

#define HOST(host) "asyncapi: 3.0.0\nservers: {s: {host: '" host "', protocol: ws}}\nchannels: {}\n"
#define URL(url) "asyncapi: 2.6.0\nservers: {s: {url: '" url "', protocol: ws}}\nchannels: {}\n"

static void capitals_say_nothing_in_a_host(void **state)
{
    (void)state;
    static const char other[] = "breaking both asyncapi-server-address-changed at server s\n";
    aa_full(HOST("H.com:80"), HOST("h.com:80"), SAME);
    aa_full(URL("ws://H.com/p"), URL("ws://h.COM/p"), SAME);
    aa_full(URL("ws://h.com/P"), URL("ws://h.com/p"), other);
    aa_full(URL("ws://{E}.com"), URL("ws://{e}.com"), other);
    aa_full(URL("ws://Me@h.com"), URL("ws://me@h.com"), other);
    aa_full(HOST("h.com"), HOST("h.com.uk"), other);
    aa_full(HOST("h.com.uk"), HOST("h.com"), other);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(clients_open_a_web_socket_whoever_speaks),
        cmocka_unit_test(a_query_is_written_by_who_makes_the_request),
        cmocka_unit_test(a_value_that_is_lost_takes_a_channel_away),
        cmocka_unit_test(no_list_of_servers_is_all_of_them),
        cmocka_unit_test(headers_are_an_object_described_or_not),
        cmocka_unit_test(json_is_in_utf_8_said_or_not),
        cmocka_unit_test(capitals_say_nothing_in_a_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
