/* What may be held before a scanner, or sent to it as a stream, without being a card: each has one
 * answer, and the scanner lives on. The real process, by its parent's side and by --print. */
#include "tests/holder.h"
#include "tests/testing.h"

#include "scanner/card.h"
#include "scanner/client.h"
#include "scanner/source.h"

#include <fcntl.h>
#include <poll.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIDE = 960, W = 1280, H = 720, FRAMES = 6 };

static char folder[64], path[96], program[256];
static uint8_t square[SIDE * SIDE], wide[W * H];

static const char whole[] = "ZX10000000000000000000000000000000";
static const uint8_t key[CARD_KEY_LEN];

/* What the process did with one stream. */
static struct {
    int codes, others; /* texts equal to the first one, and not */
    int downs;
    bool on, ended;
    size_t len;
    char text[DECODE_TEXT_MAX + 1];
} seen;

static void
note(const struct scanner *s, const struct scanner_event *event)
{
    if (event->kind == SCANNER_CODE && seen.codes == 0) {
        seen.len = event->len;
        memcpy(seen.text, event->text, sizeof seen.text);
    }
    if (event->kind == SCANNER_CODE) {
        bool same = event->len == seen.len && memcmp(event->text, seen.text, seen.len) == 0;
        seen.codes += same;
        seen.others += !same;
    }
    if (event->kind == SCANNER_CAMERA && event->camera == CAMERA_STARTING && scanner_fd(s) < 0)
        seen.downs++;
    seen.on |= event->kind == SCANNER_CAMERA && event->camera == CAMERA_ON;
    seen.ended |= event->kind == SCANNER_CAMERA && event->camera == CAMERA_ENDED;
}

/* Listens until the source ends or, if `until_code`, something is read. */
static void
follow(struct scanner *s, bool until_code)
{
    memset(&seen, 0, sizeof seen);
    for (int64_t end = source_now_ms() + 20000; source_now_ms() < end && !seen.ended;) {
        struct scanner_event event;
        struct pollfd fd = {.fd = scanner_fd(s), .events = POLLIN};
        poll(&fd, 1, 20);
        while (scanner_next(s, &event, source_now_ms()))
            note(s, &event);
        scanner_tick(s, source_now_ms());
        if (until_code && seen.codes)
            break;
    }
    scanner_destroy(s);
}

static void
play(void)
{
    follow(scanner_create(program, path, false, source_now_ms()), false);
}

static void
write_stream(const char *header, const uint8_t *px, size_t size, int frames)
{
    FILE *out = fopen(path, "wbe");
    assert_non_null(out);
    fputs(header, out);
    for (int i = 0; i < frames; i++) {
        fputs("FRAME\n", out);
        assert_int_equal(fwrite(px, 1, size, out), size);
    }
    assert_int_equal(fclose(out), 0);
}

static void
draw(uint8_t *px, int across, const QRcode *code, int left, int top, int module)
{
    for (int y = -4 * module; y < (code->width + 4) * module; y++)
        for (int x = -4 * module; x < (code->width + 4) * module; x++) {
            bool in = x >= 0 && y >= 0 && x < code->width * module && y < code->width * module;
            bool dark = in && code->data[y / module * code->width + x / module] & 1;
            px[(top + y) * across + left + x] = dark ? 10 : 245;
        }
}

static void
draw_text(int left, int top, int module, const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    assert_non_null(code);
    draw(wide, W, code, left, top, module);
    QRcode_free(code);
}

/* Holds one code alone before the scanner. */
static void
play_code(QRcode *code)
{
    assert_non_null(code);
    memset(square, 200, sizeof square);
    draw(square, SIDE, code, 40, 40, code->width > 100 ? 5 : 8);
    QRcode_free(code);
    write_stream("YUV4MPEG2 W960 H960 F15:1 Cmono\n", square, sizeof square, FRAMES);
    play();
    assert_int_equal(seen.downs, 0);
    assert_true(seen.ended);
}

static QRcode *
alphanumeric(size_t len)
{
    static char text[DECODE_TEXT_MAX * 2];
    for (size_t i = 0; i < len; i++)
        text[i] = (char)('A' + i * 7 % 26);
    text[len] = '\0';
    return QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
}

static void
three_kib_of_text_come_whole_and_are_foreign(void **state)
{
    (void)state;
    struct card card;
    play_code(alphanumeric(3072));
    assert_true(seen.codes > 0);
    assert_int_equal(seen.others, 0);
    assert_int_equal(seen.len, 3072);
    for (size_t i = 0; i < seen.len; i++)
        assert_int_equal(seen.text[i], (char)('A' + i * 7 % 26));
    assert_int_equal(card_read(&card, seen.text, seen.len, key), CARD_FOREIGN);
}

static void
text_longer_than_a_message_is_left_out(void **state)
{
    (void)state;
    play_code(alphanumeric(4200));
    assert_int_equal(seen.codes, 0);
}

static void
bytes_with_nul_come_as_they_are_and_are_foreign(void **state)
{
    (void)state;
    static const unsigned char bytes[] = "\0ZX1\0\n\t\xff\x1b[2J\0end";
    struct card card;
    play_code(QRcode_encodeData(sizeof bytes - 1, bytes, 0, QR_ECLEVEL_Q));
    assert_int_equal(seen.len, sizeof bytes - 1);
    assert_memory_equal(seen.text, bytes, seen.len);
    assert_int_equal(card_read(&card, seen.text, seen.len, key), CARD_FOREIGN);
}

static void
another_programs_address_comes_as_it_is_and_is_foreign(void **state)
{
    (void)state;
    static const char address[] = "https://pay.example.cn/q?ZX1=%00&to=../../etc/passwd";
    struct card card;
    play_code(QRcode_encodeString(address, 0, QR_ECLEVEL_Q, QR_MODE_8, 1));
    assert_string_equal(seen.text, address);
    assert_int_equal(card_read(&card, seen.text, seen.len, key), CARD_FOREIGN);
}

static void
of_ten_codes_the_largest_whole_card_wins(void **state)
{
    (void)state;
    char winner[sizeof whole], cut[sizeof whole];
    memcpy(winner, whole, sizeof whole);
    memcpy(cut, whole, sizeof whole);
    winner[5] = 'W';
    cut[CARD_TEXT_LEN - 1] = '\0';
    memset(wide, 200, sizeof wide);
    draw_text(40, 50, 9, "HTTPS://EXAMPLE.ORG");
    draw_text(350, 50, 7, cut);
    draw_text(610, 50, 6, winner);
    for (int i = 0; i < 7; i++)
        draw_text(40 + 180 * i, 420, 4, i % 2 ? whole : "a small one of another program");
    write_stream("YUV4MPEG2 W1280 H720 F15:1 Cmono\n", wide, sizeof wide, FRAMES);
    play();
    assert_true(seen.codes > 0);
    assert_int_equal(seen.others, 0);
    assert_string_equal(seen.text, winner);
}

static void
card_among_twenty_codes_of_others_is_read(void **state)
{
    (void)state;
    memset(wide, 200, sizeof wide);
    for (int i = 0; i < 21; i++) {
        char other[40];
        snprintf(other, sizeof other, "another program %d", i);
        draw_text(40 + 175 * (i % 7), 40 + 220 * (i / 7), i == 10 ? 3 : 4, i == 10 ? whole : other);
    }
    write_stream("YUV4MPEG2 W1280 H720 F15:1 Cmono\n", wide, sizeof wide, FRAMES);
    play();
    assert_true(seen.codes > 0);
    assert_string_equal(seen.text, whole);
    assert_int_equal(seen.others, 0);
}

static void
without_a_whole_card_the_largest_code_is_told(void **state)
{
    (void)state;
    memset(wide, 200, sizeof wide);
    draw_text(40, 50, 8, "https://example.org/larger/than/all");
    draw_text(450, 50, 6, "ZX1 AND NOT A CARD");
    write_stream("YUV4MPEG2 W1280 H720 F15:1 Cmono\n", wide, sizeof wide, FRAMES);
    play();
    assert_true(seen.codes > 0);
    assert_string_equal(seen.text, "https://example.org/larger/than/all");
}

static void
streams_that_are_none_end_and_nobody_dies(void **state)
{
    (void)state;
    static const char *const headers[] = {"", "\n", "RIFF\n", "YUV4MPEG2\n",
        "YUV4MPEG2 W0 H0 F15:1\n", "YUV4MPEG2 W5000 H4000 F15:1\n",
        "YUV4MPEG2 W4294967936 H360 F15:1\n", "YUV4MPEG2 W-640 H-360\n",
        "YUV4MPEG2 W640 H360 F15:0\n", "YUV4MPEG2 W640 H360 C422\n",
        "YUV4MPEG2 W4096 H4000 F15:1\n" /* and then too little */};
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        write_stream(headers[i], wide, sizeof wide, i == 0 ? 0 : 1);
        play();
        if (!seen.ended || seen.downs || seen.on)
            fail_msg("ended %d, died %d, on %d: %s", seen.ended, seen.downs, seen.on, headers[i]);
    }
}

static void
frames_of_odd_and_least_sizes_harm_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        size_t size;
    } streams[] = {{"YUV4MPEG2 W2 H2 F60:1\n", 6}, {"YUV4MPEG2 W3 H3 F60:1\n", 17},
        {"YUV4MPEG2 W2 H4096 F60:1\n", 12288}, {"YUV4MPEG2 W4096 H2 F60:1\n", 12288},
        {"YUV4MPEG2 W641 H361 F60:1\n", 641 * 361 + 2 * 321 * 181},
        {"YUV4MPEG2 W63 H35 F60:1 Cmono\n", 63 * 35}};
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++) {
        write_stream(streams[i].header, square, streams[i].size, 20);
        play();
        if (!seen.ended || seen.downs)
            fail_msg("ended %d, died %d: %s", seen.ended, seen.downs, streams[i].header);
    }
}

/* As where a FIFO's writer goes and another comes before the end was seen. */
static void
stream_that_begins_anew_in_another_size_is_read_on(void **state)
{
    (void)state;
    memset(wide, 200, sizeof wide);
    write_stream("YUV4MPEG2 W640 H360 F15:1 Cmono\n", wide, (size_t)640 * 360, 1);
    draw_text(200, 100, 8, whole);
    FILE *out = fopen(path, "abe");
    assert_non_null(out);
    fputs("YUV4MPEG2 W1280 H720 F15:1 Cmono\nFRAME\n", out);
    assert_int_equal(fwrite(wide, 1, sizeof wide, out), sizeof wide);
    assert_int_equal(fclose(out), 0);
    play();
    assert_string_equal(seen.text, whole);
}

static void
fifo_that_gave_rubbish_is_read_when_a_stream_comes(void **state)
{
    (void)state;
    remove(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    struct scanner *s = scanner_create(program, path, false, source_now_ms());
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, square, 4096), 4096);
    close(fd);
    static const struct shot shots[] = {{whole, 60}};
    struct holder *holder = holder_start(path, shots, 1);
    follow(s, true);
    holder_stop(holder);
    assert_string_equal(seen.text, whole);
    remove(path);
}

/* Runs --print on pictures; what it printed goes to `out`. Returns its exit status. */
static int
print(const char *names, char *out, size_t size)
{
    char command[512];
    snprintf(
        command, sizeof command, "cd '%s' && '%s' --print %s 2>/dev/null", folder, program, names);
    FILE *pipe = popen(command, "re");
    assert_non_null(pipe);
    size_t n = fread(out, 1, size - 1, pipe);
    out[n] = '\0';
    return pclose(pipe);
}

static void
write_picture(const char *name, const char *header, const uint8_t *px, size_t size)
{
    char at[128];
    snprintf(at, sizeof at, "%s/%s", folder, name);
    FILE *out = fopen(at, "wbe");
    assert_non_null(out);
    fputs(header, out);
    assert_int_equal(fwrite(px, 1, size, out), size);
    assert_int_equal(fclose(out), 0);
}

static void
pictures_of_impossible_sizes_are_passed_over_and_the_next_is_read(void **state)
{
    (void)state;
    static const char *const headers[] = {"P5 0 0 255\n", "P5 5000 4000 255\n",
        "P5 4096 4096 255\n", "P5 -1 5 255\n", "P5 1280 720 65535\n", "P5 99999999999 1 255\n",
        "P5 #", "P", ""};
    char out[4096];
    memset(wide, 200, sizeof wide);
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        write_picture("bad.pgm", headers[i], wide, i < 6 ? 5000 : 0);
        assert_int_not_equal(print("bad.pgm", out, sizeof out), 0);
        assert_string_equal(out, "");
    }
    draw_text(200, 100, 8, whole);
    write_picture("good.pgm", "P5 1280 720 255\n", wide, sizeof wide);
    assert_int_not_equal(print("bad.pgm good.pgm", out, sizeof out), 0);
    assert_non_null(strstr(out, whole));
}

static int
setup(void **state)
{
    (void)state;
    const char *build = getenv("B");
    char here[200];
    if (!getcwd(here, sizeof here))
        return -1;
    snprintf(program, sizeof program, "%s/%s/zhaoxi-scanner", here, build ? build : "build");
    snprintf(folder, sizeof folder, "/tmp/zhaoxi-bad-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/stream.y4m", folder);
    return 0;
}

static int
teardown(void **state)
{
    (void)state;
    static const char *const names[] = {"stream.y4m", "bad.pgm", "good.pgm"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char at[128];
        snprintf(at, sizeof at, "%s/%s", folder, names[i]);
        remove(at);
    }
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_kib_of_text_come_whole_and_are_foreign),
        cmocka_unit_test(text_longer_than_a_message_is_left_out),
        cmocka_unit_test(bytes_with_nul_come_as_they_are_and_are_foreign),
        cmocka_unit_test(another_programs_address_comes_as_it_is_and_is_foreign),
        cmocka_unit_test(of_ten_codes_the_largest_whole_card_wins),
        cmocka_unit_test(card_among_twenty_codes_of_others_is_read),
        cmocka_unit_test(without_a_whole_card_the_largest_code_is_told),
        cmocka_unit_test(streams_that_are_none_end_and_nobody_dies),
        cmocka_unit_test(frames_of_odd_and_least_sizes_harm_nothing),
        cmocka_unit_test(stream_that_begins_anew_in_another_size_is_read_on),
        cmocka_unit_test(fifo_that_gave_rubbish_is_read_when_a_stream_comes),
        cmocka_unit_test(pictures_of_impossible_sizes_are_passed_over_and_the_next_is_read),
    };
    return cmocka_run_group_tests_name("bad input", tests, setup, teardown);
}
