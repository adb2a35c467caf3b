/*
 * The files that come with protobuf, as names: what they declare is theirs and never changes in a
 * way that matters here. Enums are marked with '='. Payloads in other formats have the types that
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
    {"google/protobuf/struct.proto", "google.protobuf", "Struct Value ListValue =NullValue"},
    {"google/protobuf/timestamp.proto", "google.protobuf", "Timestamp"},
    {"google/protobuf/type.proto", "google.protobuf",
     "Type Field EnumValue Option Enum =Syntax =Field.Kind =Field.Cardinality"},
    {"google/protobuf/wrappers.proto", "google.protobuf",
     "DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue StringValue "
     "BytesValue"},
    {"google/protobuf/descriptor.proto", "google.protobuf",
     "FileDescriptorSet FileDescriptorProto DescriptorProto DescriptorProto.ExtensionRange "
     "DescriptorProto.ReservedRange ExtensionRangeOptions ExtensionRangeOptions.Declaration "
     "FieldDescriptorProto OneofDescriptorProto EnumDescriptorProto "
     "EnumDescriptorProto.EnumReservedRange EnumValueDescriptorProto ServiceDescriptorProto "
     "MethodDescriptorProto FileOptions MessageOptions FieldOptions FieldOptions.EditionDefault "
     "FieldOptions.FeatureSupport OneofOptions EnumOptions EnumValueOptions ServiceOptions "
     "MethodOptions UninterpretedOption UninterpretedOption.NamePart FeatureSet "
     "FeatureSetDefaults FeatureSetDefaults.FeatureSetEditionDefault SourceCodeInfo "
     "SourceCodeInfo.Location GeneratedCodeInfo GeneratedCodeInfo.Annotation =Edition "
     "=SymbolVisibility =FieldDescriptorProto.Type =FieldDescriptorProto.Label "
     "=FileOptions.OptimizeMode =FieldOptions.CType =FieldOptions.JSType "
     "=FieldOptions.OptionRetention =FieldOptions.OptionTargetType "
     "=MethodOptions.IdempotencyLevel =ExtensionRangeOptions.VerificationState "
     "=FeatureSet.FieldPresence =FeatureSet.EnumType =FeatureSet.RepeatedFieldEncoding "
     "=FeatureSet.Utf8Validation =FeatureSet.MessageEncoding =FeatureSet.JsonFormat "
     "=GeneratedCodeInfo.Annotation.Semantic"},
    {"google/protobuf/compiler/plugin.proto", "google.protobuf.compiler",
     "Version CodeGeneratorRequest CodeGeneratorResponse CodeGeneratorResponse.File "
     "=CodeGeneratorResponse.Feature"},
    {"google/protobuf/cpp_features.proto", "pb", "CppFeatures =CppFeatures.StringType"},
    {"google/protobuf/java_features.proto", "pb", "JavaFeatures =JavaFeatures.Utf8Validation"},
    {"google/protobuf/go_features.proto", "pb", "GoFeatures =GoFeatures.APILevel"},
};
enum { BUILTINS = sizeof builtins / sizeof builtins[0] };

static const struct builtin of_payloads[] = {
    {"google/type/calendar_period.proto", "google.type", "=CalendarPeriod"},
    {"google/type/color.proto", "google.type", "Color"},
    {"google/type/date.proto", "google.type", "Date"},
    {"google/type/datetime.proto", "google.type", "DateTime TimeZone"},
    {"google/type/dayofweek.proto", "google.type", "=DayOfWeek"},
    {"google/type/decimal.proto", "google.type", "Decimal"},
    {"google/type/expr.proto", "google.type", "Expr"},
    {"google/type/fraction.proto", "google.type", "Fraction"},
    {"google/type/interval.proto", "google.type", "Interval"},
    {"google/type/latlng.proto", "google.type", "LatLng"},
    {"google/type/localized_text.proto", "google.type", "LocalizedText"},
    {"google/type/money.proto", "google.type", "Money"},
    {"google/type/month.proto", "google.type", "=Month"},
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
    bool enumeration = name.len && name.ptr[0] == '=';
    name = lc_str_n(name.ptr + enumeration, name.len - enumeration);
    LC_TRY(lc_proto_join(p->ctx, f->package, name, &full));
    return lc_proto_add_symbol(p, full, enumeration ? LC_PROTO_IS_ENUM : LC_PROTO_IS_MESSAGE, f,
                               NULL);
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
