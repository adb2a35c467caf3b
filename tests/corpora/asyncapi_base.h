/* Documents in which every path of the table of asyncapi-diff stands, each before its first other;
 * "*" is the first member or item. */
#define TAGS "\"tags\": [{\"name\": \"a\"}, {\"name\": \"b\"}]"
#define DOCS "\"externalDocs\": {\"url\": \"https://docs.example/a\"}"
#define SAID "\"title\": \"T\", \"summary\": \"S\", \"description\": \"D\", " TAGS ", " DOCS
#define INFO                                                                                       \
    "\"info\": {\"title\": \"T\", \"version\": \"1.0.0\", \"description\": \"D\", "                \
    "\"termsOfService\": \"https://terms.example\", \"contact\": {\"name\": \"N\", \"url\": "      \
    "\"https://c.example\", \"email\": \"a@c.example\"}, \"license\": {\"name\": \"MIT\", "        \
    "\"url\": \"https://l.example\"}, " TAGS ", " DOCS "}"
#define VARIABLES                                                                                  \
    "\"variables\": {\"stage\": {\"enum\": [\"a\", \"b\"], \"default\": \"b\", \"description\": "  \
    "\"D\", \"examples\": [\"a\", \"b\"]}, \"zone\": {\"default\": \"z\"}}"
#define OBJECT "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}"
#define CORRELATION                                                                                \
    "\"correlationId\": {\"location\": \"$message.header#/id\", \"description\": \"D\"}"
#define FACTS                                                                                      \
    CORRELATION ", \"contentType\": \"application/json\", \"name\": \"N\", " SAID                  \
                ", \"examples\": [{\"name\": \"e\"}, {\"name\": \"f\"}]"

/* traits are lists in the document, which the table leaves out of some of its paths */
#define TRAIT_2(facts) "\"traits\": [{" facts "}, {\"x-other\": 1}]"
#define MESSAGE_2                                                                                  \
    "{\"schemaFormat\": \"application/schema+json;version=draft-07\", \"headers\": " OBJECT        \
    ", \"payload\": " OBJECT ", " FACTS ", \"bindings\": {\"amqp\": {\"contentEncoding\": "        \
    "\"gzip\"}}, " TRAIT_2("\"x-trait\": 1") "}"
#define OPERATION_2(word)                                                                          \
    "\"" word "\": {\"operationId\": \"" word                                                      \
    "It\", \"summary\": \"S\", \"description\": \"D\", " TAGS ", " DOCS                            \
    ", \"bindings\": {\"mqtt\": {\"qos\": 1}}, " TRAIT_2(                                          \
        "\"x-trait\": 1") ", \"message\": " MESSAGE_2 "}"

static const char base_2[] =
    "{\"asyncapi\": \"2.5.0\", \"id\": \"urn:a\", \"defaultContentType\": \"text/plain\", " INFO
    ", " TAGS ", " DOCS ", \"servers\": {\"one\": {\"url\": \"one.example\", \"description\": "
    "\"D\", \"protocol\": \"mqtt\", \"protocolVersion\": \"5\", " VARIABLES
    ", \"security\": [{\"user\": []}, {\"cert\": []}], \"bindings\": {\"mqtt\": {\"keepAlive\": "
    "60}}}, \"two\": {\"url\": \"two.example\", \"protocol\": \"mqtt\"}}, \"channels\": "
    "{\"c/{p}\": "
    "{\"description\": \"D\", \"bindings\": {\"kafka\": {\"topic\": \"t\"}}, \"parameters\": "
    "{\"p\": "
    "{\"description\": \"D\", \"schema\": {\"type\": \"string\"}, \"location\": "
    "\"$message.payload#/a\"}}, " OPERATION_2("subscribe") ", " OPERATION_2(
        "publish") "}, "
                   "\"other\": {\"subscribe\": {\"message\": {\"name\": \"O\", \"contentType\": "
                   "\"a/b\"}}}, "
                   "\"plain\": {\"subscribe\": {\"message\": {\"name\": \"P\"}}}}, "
                   "\"components\": {\"securitySchemes\": {\"user\": {\"type\": \"userPassword\"}, "
                   "\"cert\": "
                   "{\"type\": \"X509\"}}}}";

static const char base_3[] =
    "{\"asyncapi\": \"3.0.0\", \"id\": \"urn:a\", \"defaultContentType\": \"text/plain\", " INFO
    ", \"servers\": {\"one\": {\"host\": \"one.example\", \"pathname\": \"/p\", \"protocol\": "
    "\"mqtt\", \"protocolVersion\": \"5\", " SAID ", " VARIABLES
    ", \"security\": [{\"type\": \"userPassword\"}, {\"type\": \"X509\"}], \"bindings\": "
    "{\"mqtt\": "
    "{\"keepAlive\": 60}}}, \"two\": {\"host\": \"two.example\", \"protocol\": \"mqtt\"}}, "
    "\"channels\": {\"c\": {\"address\": \"c/{p}\", " SAID ", \"servers\": [{\"$ref\": "
    "\"#/servers/one\"}, {\"$ref\": \"#/servers/two\"}], \"parameters\": {\"p\": {\"enum\": "
    "[\"a\"]}}, \"bindings\": {\"kafka\": {\"topic\": \"t\"}}, \"messages\": {\"m\": {" FACTS
    ", \"headers\": " OBJECT ", \"payload\": " OBJECT
    ", \"bindings\": {\"amqp\": {\"contentEncoding\": \"gzip\"}}, \"traits\": [{\"x-trait\": 1}, "
    "{\"x-other\": 1}]}, \"t\": {\"payload\": " OBJECT
    "}}}, \"plain\": {\"messages\": {\"p\": {}}}}, "
    "\"operations\": {\"o\": {\"action\": \"send\", \"channel\": {\"$ref\": "
    "\"#/channels/c\"}, " SAID ", \"security\": [{\"type\": \"userPassword\"}, {\"type\": "
    "\"X509\"}], \"bindings\": {\"mqtt\": "
    "{\"qos\": 1}}, \"traits\": [{\"x-trait\": 1}, {\"x-other\": 1}], \"messages\": [{\"$ref\": "
    "\"#/channels/c/messages/m\"}, {\"$ref\": \"#/channels/c/messages/t\"}], \"reply\": "
    "{\"address\": "
    "{\"location\": \"$message.header#/r\", \"description\": \"D\"}}}, \"q\": {\"action\": "
    "\"send\", "
    "\"channel\": {\"$ref\": \"#/channels/plain\"}}}, \"components\": {\"schemas\": {\"a\": {}}}}";
