/* Which cameras the doctor names: a folder as /sys/class/video4linux has it. */
#include "tests/testing.h"

#include "cli/cameras.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char folder[64];

static void
put(int number, const char *what, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/video%d", folder, number);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/video%d/%s", folder, number, what);
    FILE *out = fopen(path, "we");
    assert_non_null(out);
    fprintf(out, "%s\n", text);
    assert_int_equal(fclose(out), 0);
}

static void
plug(int number, const char *name, const char *index)
{
    put(number, "name", name);
    put(number, "index", index);
}

static void
no_camera_has_no_name(void **state)
{
    (void)state;
    char out[64];
    assert_int_equal(cameras_name(out, sizeof out, folder), 0);
    assert_string_equal(out, "");
    assert_int_equal(cameras_name(out, sizeof out, "/nonexistent"), 0);
}

static void
each_camera_is_named_once_in_the_scanner_s_order(void **state)
{
    (void)state;
    char out[256];
    plug(10, "USB Camera: second", "0");
    plug(2, "HD Camera", "0");
    plug(3, "HD Camera", "1");
    assert_int_equal(cameras_name(out, sizeof out, folder), 2);
    assert_string_equal(out, "HD Camera (/dev/video2), USB Camera: second (/dev/video10)");
}

static void
names_too_long_are_cut_and_all_are_counted(void **state)
{
    (void)state;
    char out[8];
    assert_int_equal(cameras_name(out, sizeof out, folder), 2);
    assert_string_equal(out, "HD Came");
}

static int
setup(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/zhaoxi-cameras-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int
teardown(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_camera_has_no_name),
        cmocka_unit_test(each_camera_is_named_once_in_the_scanner_s_order),
        cmocka_unit_test(names_too_long_are_cut_and_all_are_counted),
    };
    return cmocka_run_group_tests_name("cameras", tests, setup, teardown);
}
