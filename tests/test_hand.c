/* Hand scanners: keys and bytes to codes, and the real process on a serial line (a pty). What types
 * is tested on the kernel's own input devices in a virtual machine: tests/hand.c. */
#include "tests/testing.h"

#include "scanner/burst.h"
#include "scanner/client.h"
#include "scanner/hand.h"
#include "scanner/source.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64], port[128], program[256], source[160];

/* What a scanner types, as text: a letter in upper case with shift. */
struct typed {
    struct keys keys;
    char text[128];
    int len, lost;
};

static void
event(struct typed *t, unsigned type, unsigned code, int value)
{
    struct input_event e = {.type = (uint16_t)type, .code = (uint16_t)code, .value = value};
    char c;
    switch (keys_take(&t->keys, &e, &c)) {
    case KEYS_CHAR:
        t->text[t->len++] = c;
        break;
    case KEYS_LOST:
        t->lost++;
        break;
    case KEYS_NOTHING:
        break;
    }
}

static void
press(struct typed *t, unsigned code)
{
    event(t, EV_MSC, MSC_SCAN, 0x70004);
    event(t, EV_KEY, code, 1);
    event(t, EV_SYN, SYN_REPORT, 0);
    event(t, EV_KEY, code, 0);
    event(t, EV_SYN, SYN_REPORT, 0);
}

static void
press_all(struct typed *t, const unsigned char *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        press(t, codes[i]);
}

static void
keys_are_read_by_their_place_on_a_us_keyboard(void **state)
{
    (void)state;
    static const unsigned char codes[] = {KEY_Z, KEY_X, KEY_1, KEY_0, KEY_KP7, KEY_SLASH,
        KEY_KPMINUS, KEY_DOT, KEY_F5, KEY_CAPSLOCK, KEY_Y, KEY_KPENTER, KEY_ENTER, KEY_TAB};
    struct typed t = {0};
    press_all(&t, codes, sizeof codes);
    assert_string_equal(t.text, "zx107/-.y\r\r\t");
}

static void
shift_holds_for_as_long_as_either_is_down(void **state)
{
    (void)state;
    struct typed t = {0};
    event(&t, EV_KEY, KEY_LEFTSHIFT, 1);
    event(&t, EV_KEY, KEY_LEFTSHIFT, 2);
    press(&t, KEY_Z);
    event(&t, EV_KEY, KEY_RIGHTSHIFT, 1);
    event(&t, EV_KEY, KEY_LEFTSHIFT, 0);
    press(&t, KEY_SEMICOLON);
    event(&t, EV_KEY, KEY_RIGHTSHIFT, 0);
    press(&t, KEY_Z);
    assert_string_equal(t.text, "Z:z");
}

static void
key_held_down_counts_once(void **state)
{
    (void)state;
    struct typed t = {0};
    event(&t, EV_KEY, KEY_A, 1);
    for (int i = 0; i < 5; i++)
        event(&t, EV_KEY, KEY_A, 2);
    event(&t, EV_KEY, KEY_A, 0);
    assert_string_equal(t.text, "a");
}

static void
digits_of_the_keypad_with_alt_give_the_byte_of_their_number(void **state)
{
    (void)state;
    static const unsigned char z[] = {KEY_KP0, KEY_KP9, KEY_KP0},
                               none[] = {KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9, KEY_KP9};
    struct typed t = {0};
    press(&t, KEY_NUMLOCK);
    event(&t, EV_KEY, KEY_LEFTALT, 1);
    press_all(&t, z, sizeof z);
    event(&t, EV_KEY, KEY_LEFTALT, 0);
    event(&t, EV_KEY, KEY_LEFTALT, 1);
    press_all(&t, none, sizeof none);
    event(&t, EV_KEY, KEY_LEFTALT, 0);
    press(&t, KEY_KP1);
    assert_string_equal(t.text, "Z1");
}

static void
keys_with_control_are_no_text(void **state)
{
    (void)state;
    struct typed t = {0};
    event(&t, EV_KEY, KEY_RIGHTCTRL, 1);
    press(&t, KEY_C);
    event(&t, EV_KEY, KEY_RIGHTCTRL, 0);
    press(&t, KEY_C);
    assert_string_equal(t.text, "c");
}

static void
events_that_the_kernel_lost_are_told_and_held_keys_forgotten(void **state)
{
    (void)state;
    struct typed t = {0};
    event(&t, EV_KEY, KEY_LEFTSHIFT, 1);
    press(&t, KEY_A);
    event(&t, EV_SYN, SYN_DROPPED, 0);
    event(&t, EV_KEY, KEY_B, 1);
    event(&t, EV_SYN, SYN_REPORT, 0);
    press(&t, KEY_C);
    assert_string_equal(t.text, "Ac");
    assert_int_equal(t.lost, 1);
}

static void
keys_beyond_all_tables_are_let_go(void **state)
{
    (void)state;
    struct typed t = {0};
    press(&t, 0xffff);
    press(&t, KEY_MAX);
    event(&t, EV_REL, KEY_A, 1);
    event(&t, EV_KEY, KEY_A, -1);
    assert_int_equal(t.len, 0);
}

/* Puts characters a millisecond apart; true if the last one made a code whole. */
static bool
put(struct burst *b, const char *text, int64_t *now_ms)
{
    bool whole = false;
    for (; *text; text++)
        whole = burst_put(b, *text, ++*now_ms);
    return whole;
}

static bool
holds(const struct burst *b, const char *text)
{
    return b->len == strlen(text) && memcmp(b->text, text, b->len) == 0;
}

static void
code_ends_with_return_newline_or_tab_and_is_never_empty(void **state)
{
    (void)state;
    static struct burst b;
    int64_t now = 1000;
    assert_true(put(&b, "ZX1A\r", &now));
    assert_true(holds(&b, "ZX1A"));
    assert_false(put(&b, "\n", &now));
    assert_true(put(&b, "ZX1B\n", &now));
    assert_true(holds(&b, "ZX1B"));
    assert_true(put(&b, "ZX1C\t", &now));
    assert_true(holds(&b, "ZX1C"));
    assert_false(put(&b, "\r\n\t\r", &now));
}

static void
other_control_characters_are_dropped(void **state)
{
    (void)state;
    static struct burst b;
    int64_t now = 1000;
    assert_true(put(&b, "\x02ZX1\x1d\x7f\xe6\x9c\x9d\x03\r", &now));
    assert_true(holds(&b, "ZX1\xe6\x9c\x9d"));
}

static void
pause_ends_a_code_that_has_no_end_and_drops_a_stray_key(void **state)
{
    (void)state;
    static struct burst b;
    int64_t now = 1000;
    assert_int_equal(burst_due_ms(&b), -1);
    put(&b, "ZX1ABCDEFG", &now);
    assert_int_equal(burst_due_ms(&b), now + BURST_PAUSE_MS);
    assert_false(burst_pause(&b, now + BURST_PAUSE_MS - 1));
    assert_true(burst_pause(&b, now + BURST_PAUSE_MS));
    assert_true(holds(&b, "ZX1ABCDEFG"));
    put(&b, "a", &now);
    assert_false(burst_pause(&b, now + BURST_PAUSE_MS));
    assert_int_equal(burst_due_ms(&b), -1);
    assert_true(put(&b, "ZX1\r", &now));
    assert_true(holds(&b, "ZX1"));
}

static void
code_too_long_is_dropped_wholly_and_the_next_is_read(void **state)
{
    (void)state;
    static struct burst b;
    int64_t now = 1000;
    for (int i = 0; i < DECODE_TEXT_MAX; i++)
        put(&b, "A", &now);
    assert_true(put(&b, "\r", &now));
    assert_int_equal(b.len, DECODE_TEXT_MAX);
    for (int i = 0; i < DECODE_TEXT_MAX + 1; i++)
        put(&b, "A", &now);
    assert_false(put(&b, "\r", &now));
    assert_true(put(&b, "ZX1\r", &now));
    assert_true(holds(&b, "ZX1"));
}

static void
code_that_lost_a_part_is_dropped_up_to_its_end_or_a_pause(void **state)
{
    (void)state;
    static struct burst b;
    int64_t now = 1000;
    put(&b, "ZX1ABCDEFGHIJ", &now);
    burst_spoil(&b, ++now);
    assert_false(put(&b, "KLMNOPQRSTUV\r", &now));
    assert_true(put(&b, "ZX1\r", &now));
    burst_spoil(&b, ++now);
    put(&b, "ABCDEFGHIJKLM", &now);
    assert_false(burst_pause(&b, now += BURST_PAUSE_MS));
    assert_true(put(&b, "ZX1\r", &now));
}

static void
devices_are_known_by_what_they_call_themselves(void **state)
{
    (void)state;
    static const char *const scanners[] = {"Datalogic ADC, Inc. Handheld Barcode Scanner",
        "Symbol Technologies, Inc, 2008 Symbol Bar Code Scanner", "BF SCAN SCAN KEYBOARD",
        "usb-Generic_QR_Code_Reader_01-if00", "HID Keyboard Scanner"};
    static const char *const others[] = {"Logitech USB Keyboard", "AT Translated Set 2 keyboard",
        "ILITEK Multi-Touch", "Power Button", "Sycreader USB Reader", "HDMI CEC", ""};
    for (size_t i = 0; i < sizeof scanners / sizeof scanners[0]; i++)
        assert_true(hand_calls_itself_scanner(scanners[i]));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(hand_calls_itself_scanner(others[i]));
}

static int
open_lively(const char *path, bool quiet)
{
    (void)quiet;
    return strstr(path, "dead") ? -1 : open(path, O_RDONLY | O_CLOEXEC);
}

static void
of_several_devices_the_one_that_opens_is_taken(void **state)
{
    (void)state;
    char nest[] = "/tmp/zhaoxi-nest-XXXXXX", path[80], target[160] = "";
    static const char *const names[] = {"usb-Barcode-dead", "usb-Modem", "usb-Barcode-live"};
    assert_non_null(mkdtemp(nest));
    assert_int_equal(hand_open_first(nest, hand_calls_itself_scanner, open_lively, true), -1);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", nest, names[i]);
        close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    }
    int fd = hand_open_first(nest, hand_calls_itself_scanner, open_lively, true);
    assert_true(fd >= 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    assert_true(readlink(path, target, sizeof target - 1) > 0);
    assert_non_null(strstr(target, "/usb-Barcode-live"));
    close(fd);
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", nest, names[i]);
        unlink(path);
    }
    rmdir(nest);
    assert_int_equal(hand_open_first(nest, hand_calls_itself_scanner, open_lively, true), -1);
}

/* A serial hand scanner: the test holds the master, `port` leads to the line, as a link of udev
 * does. */
static int
plug(void)
{
    char line[64], fresh[160];
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(master >= 0);
    assert_int_equal(grantpt(master), 0);
    assert_int_equal(unlockpt(master), 0);
    assert_int_equal(ptsname_r(master, line, sizeof line), 0);
    snprintf(fresh, sizeof fresh, "%s.new", port);
    assert_int_equal(symlink(line, fresh), 0);
    assert_int_equal(rename(fresh, port), 0);
    return master;
}

static void
unplug(int master)
{
    assert_int_equal(remove(port), 0);
    close(master);
}

/* The next event of a kind within 15 s. */
static bool
wait_for(struct scanner *s, enum scanner_event_kind kind, struct scanner_event *out)
{
    for (int64_t end = source_now_ms() + 15000; source_now_ms() < end;) {
        struct pollfd fd = {.fd = scanner_fd(s), .events = POLLIN};
        poll(&fd, 1, 50);
        while (scanner_next(s, out, source_now_ms()))
            if (out->kind == kind)
                return true;
        scanner_tick(s, source_now_ms());
    }
    return false;
}

static bool
becomes(struct scanner *s, enum wire_camera camera)
{
    struct scanner_event event;
    while (wait_for(s, SCANNER_CAMERA, &event))
        if (event.camera == camera)
            return true;
    return false;
}

static void
assert_next_code(struct scanner *s, const char *text)
{
    static struct scanner_event event;
    assert_true(wait_for(s, SCANNER_CODE, &event));
    assert_string_equal(event.text, text);
}

static void
send_text(int master, const char *text)
{
    for (size_t left = strlen(text); left > 0;) {
        ssize_t n = write(master, text, left);
        assert_true(n > 0);
        text += n;
        left -= (size_t)n;
    }
}

static struct scanner *
start(int *master)
{
    *master = plug();
    struct scanner *s = scanner_create(program, source, false, source_now_ms());
    assert_true(becomes(s, CAMERA_ON));
    return s;
}

static void
every_ending_of_a_line_gives_its_code_once(void **state)
{
    (void)state;
    int master;
    struct scanner *s = start(&master);
    send_text(master, "ZX1FIRST\r");
    assert_next_code(s, "ZX1FIRST");
    send_text(master, "ZX1SECOND\nZX1THIRD\r\n\x02ZX1FOURTH\x03\r\n");
    assert_next_code(s, "ZX1SECOND");
    assert_next_code(s, "ZX1THIRD");
    assert_next_code(s, "ZX1FOURTH");
    send_text(master, "ZX1WITHOUT-END");
    assert_next_code(s, "ZX1WITHOUT-END");
    unplug(master);
    scanner_destroy(s);
}

static void
code_in_pieces_is_put_together(void **state)
{
    (void)state;
    int master;
    struct scanner *s = start(&master);
    for (const char *c = "ZX1PIECES\rZX1MORE\r"; *c; c++)
        send_text(master, (char[]){*c, '\0'});
    assert_next_code(s, "ZX1PIECES");
    assert_next_code(s, "ZX1MORE");
    unplug(master);
    scanner_destroy(s);
}

static void
endless_line_and_garbage_are_no_codes_and_the_next_is_read(void **state)
{
    (void)state;
    static char endless[3 * DECODE_TEXT_MAX];
    int master;
    struct scanner *s = start(&master);
    memset(endless, 'A', sizeof endless - 1);
    send_text(master, endless);
    send_text(master, "\rZX1GOOD\r");
    assert_next_code(s, "ZX1GOOD");
    assert_int_equal(write(master, "\0\x01\x03\x1b\x04\x11\x13\0", 8), 8);
    send_text(master, "\rZX1BETTER\r");
    assert_next_code(s, "ZX1BETTER");
    send_text(master, "\xff\xfe\x80\r");
    assert_next_code(s, "\xff\xfe\x80");
    unplug(master);
    scanner_destroy(s);
}

static void
scanner_unplugged_and_plugged_in_again_reads_on_by_a_new_process(void **state)
{
    (void)state;
    int master;
    struct scanner *s = start(&master);
    for (int i = 0; i < 2; i++) {
        int pid = scanner_pid(s);
        send_text(master, "ZX1HALF");
        unplug(master);
        assert_true(becomes(s, CAMERA_MISSING));
        master = plug();
        assert_true(becomes(s, CAMERA_ON));
        assert_int_not_equal(scanner_pid(s), pid);
        send_text(master, "ZX1AGAIN\r");
        assert_next_code(s, "ZX1AGAIN");
    }
    unplug(master);
    scanner_destroy(s);
}

static void
scanner_that_comes_late_is_found_by_the_process_that_waits(void **state)
{
    (void)state;
    struct scanner *s = scanner_create(program, source, false, source_now_ms());
    assert_true(becomes(s, CAMERA_MISSING));
    int pid = scanner_pid(s), master = plug();
    assert_true(becomes(s, CAMERA_ON));
    assert_int_equal(scanner_pid(s), pid);
    send_text(master, "ZX1LATE\r");
    assert_next_code(s, "ZX1LATE");
    unplug(master);
    scanner_destroy(s);
}

static void
other_devices_and_files_are_refused(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "serial:/dev/null", "hand:/dev/null", "hand:/nonexistent", "serial:/", "hand:", "serial:"};
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        struct scanner *s = scanner_create(program, sources[i], false, source_now_ms());
        assert_true(becomes(s, CAMERA_MISSING));
        scanner_destroy(s);
    }
}

/* The kernel's word for it: 2 is a filter of system calls. */
static bool
is_shut_in(int pid)
{
    char path[64], line[256];
    bool shut = false;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *in = fopen(path, "re");
    while (in && fgets(line, sizeof line, in))
        shut |= strcmp(line, "Seccomp:\t2\n") == 0;
    if (in)
        fclose(in);
    return shut;
}

static void
process_is_shut_in_before_it_reads(void **state)
{
    (void)state;
    int master;
    struct scanner *s = start(&master);
    assert_true(is_shut_in(scanner_pid(s)));
    unplug(master);
    scanner_destroy(s);
}

static int
setup(void **state)
{
    (void)state;
    const char *build = getenv("B");
    snprintf(program, sizeof program, "%s/zhaoxi-scanner", build ? build : "build");
    snprintf(folder, sizeof folder, "/tmp/zhaoxi-hand-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(port, sizeof port, "%s/port", folder);
    snprintf(source, sizeof source, "serial:%s", port);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_read_by_their_place_on_a_us_keyboard),
        cmocka_unit_test(shift_holds_for_as_long_as_either_is_down),
        cmocka_unit_test(key_held_down_counts_once),
        cmocka_unit_test(digits_of_the_keypad_with_alt_give_the_byte_of_their_number),
        cmocka_unit_test(keys_with_control_are_no_text),
        cmocka_unit_test(events_that_the_kernel_lost_are_told_and_held_keys_forgotten),
        cmocka_unit_test(keys_beyond_all_tables_are_let_go),
        cmocka_unit_test(code_ends_with_return_newline_or_tab_and_is_never_empty),
        cmocka_unit_test(other_control_characters_are_dropped),
        cmocka_unit_test(pause_ends_a_code_that_has_no_end_and_drops_a_stray_key),
        cmocka_unit_test(code_too_long_is_dropped_wholly_and_the_next_is_read),
        cmocka_unit_test(code_that_lost_a_part_is_dropped_up_to_its_end_or_a_pause),
        cmocka_unit_test(devices_are_known_by_what_they_call_themselves),
        cmocka_unit_test(every_ending_of_a_line_gives_its_code_once),
        cmocka_unit_test(code_in_pieces_is_put_together),
        cmocka_unit_test(endless_line_and_garbage_are_no_codes_and_the_next_is_read),
        cmocka_unit_test(scanner_unplugged_and_plugged_in_again_reads_on_by_a_new_process),
        cmocka_unit_test(scanner_that_comes_late_is_found_by_the_process_that_waits),
        cmocka_unit_test(other_devices_and_files_are_refused),
        cmocka_unit_test(of_several_devices_the_one_that_opens_is_taken),
        cmocka_unit_test(process_is_shut_in_before_it_reads),
    };
    return cmocka_run_group_tests_name("hand", tests, setup, teardown);
}
