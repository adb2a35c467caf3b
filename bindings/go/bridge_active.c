/* The active version in one crossing; see bridge.h. */
#include "bridge.h"

#include <string.h>

static const char *(*const texts[CTRGO_TEXTS])(const ctr_version *) = {
    ctr_version_team,       ctr_version_name,         ctr_version_label,
    ctr_version_id,         ctr_version_owner_role,   ctr_version_owner_agent,
    ctr_version_metadata,   ctr_version_base,         ctr_version_superseded_by,
    ctr_version_reason,     ctr_version_break_reason, ctr_version_document_sha256,
    ctr_version_created_by,
};

static void facts_of(const ctr_version *v, ctrgo_active_version *facts)
{
    facts->revision = ctr_version_revision(v);
    facts->document_size = ctr_version_document_size(v);
    facts->consumers = ctr_version_consumers(v);
    facts->created_us = ctr_version_created_us(v);
    facts->activated_us = ctr_version_activated_us(v);
    facts->deprecated_us = ctr_version_deprecated_us(v);
    facts->retired_us = ctr_version_retired_us(v);
    facts->sunset_us = ctr_version_sunset_us(v);
    facts->type = (int32_t)ctr_version_type(v);
    facts->format = (int32_t)ctr_version_format(v);
    facts->state = (int32_t)ctr_version_state(v);
    facts->mode = (int32_t)ctr_version_mode(v);
    facts->profile = (int32_t)ctr_version_profile(v);
}

static int texts_of(const ctr_version *v, char *buffer, size_t room, uint32_t *ends)
{
    size_t used = 0;

    for (size_t i = 0; i < CTRGO_TEXTS; i++) {
        const char *text = texts[i](v);
        size_t size = text ? strlen(text) : 0;
        if (size > room - used) {
            return 0;
        }
        memcpy(buffer + used, text ? text : "", size);
        used += size;
        ends[i] = (uint32_t)used;
    }
    return 1;
}

static void text_of(char out[CTRGO_NAME], const char *bytes, size_t size)
{
    memcpy(out, bytes, size);
    out[size] = '\0';
}

ctr_status ctrgo_active(ctr_store *store, const char *team, size_t team_size, const char *name,
                        size_t name_size, char *buffer, size_t room, ctrgo_active_version *facts,
                        ctr_version **out, ctr_error **err)
{
    char team_text[CTRGO_NAME];
    char name_text[CTRGO_NAME];

    text_of(team_text, team, team_size);
    text_of(name_text, name, name_size);
    ctr_status status = ctr_contract_active(store, team_text, name_text, out, err);
    if (status != CTR_OK) {
        return status;
    }
    facts->fits = texts_of(*out, buffer, room, facts->ends);
    if (facts->fits) {
        facts_of(*out, facts);
        ctr_version_free(*out);
        *out = NULL;
    }
    return CTR_OK;
}
