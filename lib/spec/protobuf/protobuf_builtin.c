/*
 * The files that come with protobuf, as names: what they declare is theirs and never changes in a
 * way that matters here. Enums are marked with '=' and go with the name of their first value, which
 * is what a field has that no other is given. Payloads in other formats have the types that
 * Google's APIs share, too: the tools of AsyncAPI bring these along, so nobody lays them beside a
 * document.
 */
#include "spec/protobuf/protobuf.h"

struct builtin {
    const char *path;
    const char *package;
    const char *names; /* separated by blanks */
};

static const struct builtin builtins[] = {
    {"google/protobuf/any.proto", "google.protobuf", "Any"},
    {"google/protobuf/api.proto", "google.protobuf", "Api Method Mixin"},
    {"google/protobuf/duration.proto", "google.protobuf", "Duration"},
    {"google/protobuf/empty.proto", "google.protobuf", "Empty"},
    {"google/protobuf/field_mask.proto", "google.protobuf", "FieldMask"},
    {"google/protobuf/source_context.proto", "google.protobuf", "SourceContext"},
    {"google/protobuf/struct.proto", "google.protobuf",
     "Struct Value ListValue =NullValue:NULL_VALUE"},
    {"google/protobuf/timestamp.proto", "google.protobuf", "Timestamp"},
    {"google/protobuf/type.proto", "google.protobuf",
     "Type Field EnumValue Option Enum =Syntax:SYNTAX_PROTO2 =Field.Kind:TYPE_UNKNOWN "
     "=Field.Cardinality:CARDINALITY_UNKNOWN"},
    {"google/protobuf/wrappers.proto", "google.protobuf",
     "DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue "
     "StringValue BytesValue"},
    {"google/protobuf/descriptor.proto", "google.protobuf",
     "FileDescriptorSet FileDescriptorProto DescriptorProto DescriptorProto.ExtensionRange "
     "DescriptorProto.ReservedRange ExtensionRangeOptions ExtensionRangeOptions.Declaration "
     "FieldDescriptorProto OneofDescriptorProto EnumDescriptorProto "
     "EnumDescriptorProto.EnumReservedRange EnumValueDescriptorProto ServiceDescriptorProto "
     "MethodDescriptorProto FileOptions MessageOptions FieldOptions "
     "FieldOptions.EditionDefault FieldOptions.FeatureSupport OneofOptions EnumOptions "
     "EnumValueOptions ServiceOptions MethodOptions UninterpretedOption "
     "UninterpretedOption.NamePart FeatureSet FeatureSetDefaults "
     "FeatureSetDefaults.FeatureSetEditionDefault SourceCodeInfo SourceCodeInfo.Location "
     "GeneratedCodeInfo GeneratedCodeInfo.Annotation =Edition:EDITION_UNKNOWN "
     "=SymbolVisibility:VISIBILITY_UNSET =FieldDescriptorProto.Type:TYPE_DOUBLE "
     "=FieldDescriptorProto.Label:LABEL_OPTIONAL =FileOptions.OptimizeMode:SPEED "
     "=FieldOptions.CType:STRING =FieldOptions.JSType:JS_NORMAL "
     "=FieldOptions.OptionRetention:RETENTION_UNKNOWN "
     "=FieldOptions.OptionTargetType:TARGET_TYPE_UNKNOWN "
     "=MethodOptions.IdempotencyLevel:IDEMPOTENCY_UNKNOWN "
     "=ExtensionRangeOptions.VerificationState:DECLARATION "
     "=FeatureSet.FieldPresence:FIELD_PRESENCE_UNKNOWN =FeatureSet.EnumType:ENUM_TYPE_UNKNOWN "
     "=FeatureSet.RepeatedFieldEncoding:REPEATED_FIELD_ENCODING_UNKNOWN "
     "=FeatureSet.Utf8Validation:UTF8_VALIDATION_UNKNOWN "
     "=FeatureSet.MessageEncoding:MESSAGE_ENCODING_UNKNOWN "
     "=FeatureSet.JsonFormat:JSON_FORMAT_UNKNOWN FeatureSet.VisibilityFeature "
     "=FeatureSet.VisibilityFeature.DefaultSymbolVisibility:DEFAULT_SYMBOL_VISIBILITY_UNKNOWN "
     "=FeatureSet.EnforceNamingStyle:ENFORCE_NAMING_STYLE_UNKNOWN "
     "=GeneratedCodeInfo.Annotation.Semantic:NONE"},
    {"google/protobuf/compiler/plugin.proto", "google.protobuf.compiler",
     "Version CodeGeneratorRequest CodeGeneratorResponse CodeGeneratorResponse.File "
     "=CodeGeneratorResponse.Feature:FEATURE_NONE"},
    {"google/protobuf/cpp_features.proto", "pb",
     "CppFeatures =CppFeatures.StringType:STRING_TYPE_UNKNOWN "
     "=CppFeatures.RepeatedType:REPEATED_TYPE_UNKNOWN"},
    {"google/protobuf/java_features.proto", "pb",
     "JavaFeatures =JavaFeatures.Utf8Validation:UTF8_VALIDATION_UNKNOWN "
     "JavaFeatures.NestInFileClassFeature "
     "=JavaFeatures.NestInFileClassFeature.NestInFileClass:NEST_IN_FILE_CLASS_UNKNOWN"},
    {"google/protobuf/go_features.proto", "pb",
     "GoFeatures =GoFeatures.APILevel:API_LEVEL_UNSPECIFIED "
     "=GoFeatures.StripEnumPrefix:STRIP_ENUM_PREFIX_UNSPECIFIED GoFeatures.OptimizeModeFeature "
     "=GoFeatures.OptimizeModeFeature.OptimizeMode:OPTIMIZE_MODE_UNSPECIFIED"},
};
enum { BUILTINS = sizeof builtins / sizeof builtins[0] };

static const struct builtin of_payloads[] = {
    {"google/type/calendar_period.proto", "google.type",
     "=CalendarPeriod:CALENDAR_PERIOD_UNSPECIFIED"},
    {"google/type/color.proto", "google.type", "Color"},
    {"google/type/date.proto", "google.type", "Date"},
    {"google/type/datetime.proto", "google.type", "DateTime TimeZone"},
    {"google/type/dayofweek.proto", "google.type", "=DayOfWeek:DAY_OF_WEEK_UNSPECIFIED"},
    {"google/type/decimal.proto", "google.type", "Decimal"},
    {"google/type/expr.proto", "google.type", "Expr"},
    {"google/type/fraction.proto", "google.type", "Fraction"},
    {"google/type/interval.proto", "google.type", "Interval"},
    {"google/type/latlng.proto", "google.type", "LatLng"},
    {"google/type/localized_text.proto", "google.type", "LocalizedText"},
    {"google/type/money.proto", "google.type", "Money"},
    {"google/type/month.proto", "google.type", "=Month:MONTH_UNSPECIFIED"},
    {"google/type/phone_number.proto", "google.type", "PhoneNumber PhoneNumber.ShortCode"},
    {"google/type/postal_address.proto", "google.type", "PostalAddress"},
    {"google/type/quaternion.proto", "google.type", "Quaternion"},
    {"google/type/timeofday.proto", "google.type", "TimeOfDay"},
};
enum { OF_PAYLOADS = sizeof of_payloads / sizeof of_payloads[0] };

static const struct builtin *find(const struct builtin *rows, size_t count, struct lc_str path)
{
    for (size_t i = 0; i < count; i++) {
        if (lc_str_is(path, rows[i].path)) {
            return &rows[i];
        }
    }
    return NULL;
}

bool lc_proto_is_builtin(struct lc_str path)
{
    return find(builtins, BUILTINS, path) != NULL;
}

static ctr_status declare(struct lc_proto *p, const struct lc_proto_file *f, struct lc_str name)
{
    struct lc_str full;
    struct lc_str first;
    bool enumeration = name.len && name.ptr[0] == '=';
    if (enumeration) {
        lc_str_cut(lc_str_n(name.ptr + 1, name.len - 1), ':', &name, &first);
    }
    LC_TRY(lc_proto_join(p->ctx, f->package, name, &full));
    return lc_proto_add_symbol(p, full, enumeration ? LC_PROTO_IS_ENUM : LC_PROTO_IS_MESSAGE, f,
                               NULL);
}

/* The first value of the enum of that full name, "" if none of them is called so. */
static struct lc_str first_of(const struct builtin *rows, size_t count, struct lc_str full)
{
    struct lc_str word;
    struct lc_str name;
    struct lc_str first;
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(rows[i].package);
        bool inside = lc_str_starts(full, lc_str(rows[i].package)) && full.len > size + 1;
        for (struct lc_str rest = lc_str(rows[i].names); inside && rest.len;) {
            if (!lc_str_cut(rest, ' ', &word, &rest)) {
                word = rest;
                rest.len = 0;
            }
            if (lc_str_cut(word, ':', &name, &first) && name.len == full.len - size &&
                memcmp(name.ptr + 1, full.ptr + size + 1, name.len - 1) == 0) {
                return first;
            }
        }
    }
    return LC_STR("");
}

struct lc_str lc_proto_builtin_first(struct lc_str full)
{
    struct lc_str first = first_of(builtins, BUILTINS, full);
    return first.len ? first : first_of(of_payloads, OF_PAYLOADS, full);
}

ctr_status lc_proto_builtin(struct lc_proto *p, struct lc_str path, struct lc_proto_file **out)
{
    const struct builtin *b = find(builtins, BUILTINS, path);
    struct lc_str head;
    struct lc_str rest;
    *out = NULL;
    if (!b && p->bundle->around) {
        b = find(of_payloads, OF_PAYLOADS, path);
    }
    for (size_t i = 0; b && i < p->count; i++) {
        if (!p->files[i]->doc && strcmp(p->files[i]->path, b->path) == 0) {
            *out = p->files[i];
        }
    }
    if (!b || *out) {
        return CTR_OK;
    }
    struct lc_proto_file *f = lc_new(p->ctx, 1, sizeof *f);
    if (!f) {
        return CTR_E_NOMEM;
    }
    f->path = b->path;
    f->package = lc_str(b->package);
    LC_TRY(lc_proto_add_file(p, f));
    LC_TRY(lc_proto_add_symbol(p, LC_STR("google"), LC_PROTO_IS_PACKAGE, f, NULL));
    LC_TRY(lc_proto_add_symbol(p, f->package, LC_PROTO_IS_PACKAGE, f, NULL));
    for (rest = lc_str(b->names); lc_str_cut(rest, ' ', &head, &rest);) {
        LC_TRY(declare(p, f, head));
    }
    *out = f;
    return declare(p, f, rest);
}
