/* CSV: what list of rows it means, what is refused, memory. */
#include "codec/csv_read.h"
#include "reading.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void rows_become_objects(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *json;
    } cases[] = {
        {"id\n", "[]"},
        {"id", "[]"},
        {"id\na\nb\n", "[{\"id\":\"a\"},{\"id\":\"b\"}]"},
        {"id,size\r\na,1\r\nb,\r\n",
         "[{\"id\":\"a\",\"size\":\"1\"},{\"id\":\"b\",\"size\":\"\"}]"},
        {" id , size\n a ,1 \n", "[{\"id\":\" a \",\"size\":\"1 \"}]"},
        {"\"id\",\"t\"\n\"a,b\",\"c\"\"d\"\n", "[{\"id\":\"a,b\",\"t\":\"c\\\"d\"}]"},
        {"id,t\na,\"one\r\ntwo\"\n", "[{\"id\":\"a\",\"t\":\"one\\r\\ntwo\"}]"},
        {"id,t\na,\"\"\nb,\"\"\"\"\n", "[{\"id\":\"a\",\"t\":\"\"},{\"id\":\"b\",\"t\":\"\\\"\"}]"},
        {"\n\nid\n\na\n\n\nb", "[{\"id\":\"a\"},{\"id\":\"b\"}]"},
        {"\xEF\xBB\xBFid\n\xC3\xA9\n", "[{\"id\":\"\xC3\xA9\"}]"},
        {"id,t\na,x\ry\n", "[{\"id\":\"a\",\"t\":\"x\\ry\"}]"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        reads_as(lc_csv_read, cases[i].csv, cases[i].json);
    }
}

static void what_is_no_table_is_refused_at_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *csv, *message;
    } cases[] = {
        {"", "document:1:1: the document is empty; CSV with a line of names was wanted"},
        {"\n\r\n", "document:1:1: the document is empty; CSV with a line of names was wanted"},
        {"id,t\na\n", "document:2:1: the row has 1 cells, the first line has 2"},
        {"id,t\na,b\nc,d,e\n", "document:3:1: the row has 3 cells, the first line has 2"},
        {"id,,t\n", "document:1:4: a column has no name"},
        {"id,\n", "document:1:4: a column has no name"},
        {"id,id\na,b\n",
         "document:1:4: the key 'id' stands twice in one object, first at 1:1; remove one"},
        {"id\n\"a\n", "document:2:1: the quote is not closed"},
        {"id\n\"a\"b\n", "document:2:4: text stands behind a closing quote; a comma was wanted"},
        {"id\na\"b\n",
         "document:2:2: a quote stands inside a cell; put the whole cell into quotes"},
        {"id\n\xFF\n", "document:2:1: byte 0xFF is not UTF-8 here"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        is_refused(lc_csv_read, cases[i].csv, strlen(cases[i].csv), cases[i].message);
    }
}

static void too_many_columns_are_refused(void **state)
{
    (void)state;
    char text[2000];
    size_t used = 0;
    for (int i = 0; i < 257; i++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "%sc%d", i ? "," : "", i);
    }
    struct reading r;
    reading_of(&r, lc_csv_read, text);
    assert_int_equal(r.status, CTR_E_INPUT);
    assert_non_null(strstr(reading_message(&r), "there are more than 256 columns"));
    reading_end(&r);
}

static void a_column_is_found_or_not(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool found;
    } cases[] = {
        {"id", true},           {"id,size\n", true},        {"size,id\r\nx", true},
        {" \"id\" ,x\n", true}, {"\xEF\xBB\xBFid\n", true}, {"", false},
        {"ids\n", false},       {"x\nid\n", false},         {"[{\"id\":1}]", false},
        {"- id: a\n", false},   {"id: a\n", false},         {"{\"id\":\"a\"}", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(lc_csv_has_column(lc_str(cases[i].text), "id"), cases[i].found);
    }
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    reading_walk(lc_csv_read, "id,t\na,\"x\"\"y\"\nb,z\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_become_objects),
        cmocka_unit_test(what_is_no_table_is_refused_at_its_place),
        cmocka_unit_test(too_many_columns_are_refused),
        cmocka_unit_test(a_column_is_found_or_not),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
