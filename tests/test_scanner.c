/* The scanner: pictures to texts, and the process that a kiosk may lose at any moment. */
#include "tests/testing.h"

#include "scanner/client.h"
#include "scanner/decode.h"
#include "scanner/source.h"

#include <fcntl.h>
#include <poll.h>
#include <qrencode.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { W = 640, H = 360 };

static uint8_t frame[W * H];
static char folder[64], program[256];

static void
draw_code(const char *text, int left, int top, int module)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    assert_non_null(code);
    int n = code->width;
    for (int y = -4 * module; y < (n + 4) * module; y++)
        for (int x = -4 * module; x < (n + 4) * module; x++) {
            bool in = x >= 0 && y >= 0 && x < n * module && y < n * module;
            bool dark = in && code->data[y / module * n + x / module] & 1;
            frame[(top + y) * W + left + x] = dark ? 10 : 245;
        }
    QRcode_free(code);
}

static void
fill(uint8_t value)
{
    memset(frame, value, sizeof frame);
}

static int
search(struct decode_result *out)
{
    struct decoder *decoder = decoder_create();
    struct grey picture = {frame, W, H};
    decoder_search(decoder, out, &picture);
    decoder_destroy(decoder);
    return out->count;
}

static void
largest_code_comes_first(void **state)
{
    (void)state;
    static struct decode_result out;
    fill(128);
    draw_code("small one", 40, 60, 5);
    draw_code("the large one", 330, 70, 8);
    assert_int_equal(search(&out), 2);
    assert_string_equal(out.codes[0].text, "the large one");
    assert_true(out.codes[0].area > out.codes[1].area);
}

static void
light_on_dark_is_read(void **state)
{
    (void)state;
    static struct decode_result out;
    fill(245);
    draw_code("ZX1INVERTED", 200, 60, 6);
    for (int i = 0; i < W * H; i++)
        frame[i] = (uint8_t)(255 - frame[i]);
    assert_int_equal(search(&out), 1);
    assert_string_equal(out.codes[0].text, "ZX1INVERTED");
}

static void
bytes_of_any_value_come_through_as_they_are(void **state)
{
    (void)state;
    static struct decode_result out;
    fill(128);
    draw_code("\xe6\x9c\x9d\xe5\xa4\x95 \xff", 200, 60, 6);
    assert_int_equal(search(&out), 1);
    assert_string_equal(out.codes[0].text, "\xe6\x9c\x9d\xe5\xa4\x95 \xff");
}

static void
pictures_without_size_or_far_too_large_give_nothing(void **state)
{
    (void)state;
    static struct decode_result out;
    struct decoder *decoder = decoder_create();
    struct grey none = {frame, 0, 0}, flat = {frame, W, 1}, giant = {frame, 5000, 4000};
    assert_int_equal(decoder_search(decoder, &out, &none), 0);
    assert_int_equal(decoder_search(decoder, &out, &flat), 0);
    assert_int_equal(decoder_search(decoder, &out, &giant), 0);
    decoder_destroy(decoder);
}

static char *
path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void
write_frames(FILE *out, int count)
{
    static uint8_t colour[W * H / 2];
    memset(colour, 128, sizeof colour);
    for (int i = 0; i < count; i++) {
        fputs("FRAME\n", out);
        fwrite(frame, sizeof frame, 1, out);
        fwrite(colour, sizeof colour, 1, out);
    }
}

static const char *
write_stream(const char *name, const char *header, int count)
{
    FILE *out = fopen(path_of(name), "wbe");
    assert_non_null(out);
    fputs(header, out);
    write_frames(out, count);
    assert_int_equal(fclose(out), 0);
    return path_of(name);
}

static enum source_state
read_all(const char *path, int *frames)
{
    struct source *source = source_y4m.open(path, false);
    assert_non_null(source);
    struct frame got;
    enum source_state state;
    int64_t now = 0;
    *frames = 0;
    while ((state = source_y4m.read(source, &got, now)) >= 0) {
        *frames += state == SOURCE_FRAME;
        now += 10000;
        assert_true(now < 10000000);
    }
    source_y4m.close(source);
    return state;
}

static void
malformed_streams_end_and_harm_nothing(void **state)
{
    (void)state;
    static const char *const headers[] = {"", "RIFF\n", "YUV4MPEG2 W0 H0 F15:1\n",
        "YUV4MPEG2 W-5 H10 F15:1\n", "YUV4MPEG2 W100000 H100000 F15:1\n",
        "YUV4MPEG2 W4096 H4096 F15:1\n", "YUV4MPEG2 W640 H360 F0:0\n",
        "YUV4MPEG2 W640 H360 F15:1 C444\n", "YUV4MPEG2 W640 H360 F15:1 C420p10\n"};
    int frames;
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        write_stream("bad.y4m", headers[i], i == 0 ? 0 : 1);
        assert_int_equal(read_all(path_of("bad.y4m"), &frames), SOURCE_END);
        assert_int_equal(frames, 0);
    }
    write_stream("cut.y4m", "YUV4MPEG2 W640 H360 F15:1\n", 2);
    assert_int_equal(truncate(path_of("cut.y4m"), 400000), 0);
    assert_int_equal(read_all(path_of("cut.y4m"), &frames), SOURCE_END);
    assert_int_equal(frames, 1);
    remove(path_of("bad.y4m"));
    remove(path_of("cut.y4m"));
}

/* Runs the client until `done` says so, for 15 s at most. */
static bool
run_until(struct scanner *s, bool (*done)(const struct scanner_event *))
{
    for (int64_t end = source_now_ms() + 15000; source_now_ms() < end;) {
        struct scanner_event event;
        struct pollfd fd = {.fd = scanner_fd(s), .events = POLLIN};
        poll(&fd, 1, 50);
        while (scanner_next(s, &event, source_now_ms()))
            if (done(&event))
                return true;
        scanner_tick(s, source_now_ms());
    }
    return false;
}

static bool
is_our_code(const struct scanner_event *event)
{
    return event->kind == SCANNER_CODE && strcmp(event->text, "ZX1CARD") == 0;
}

static bool
is_picture(const struct scanner_event *event)
{
    return event->kind == SCANNER_PREVIEW;
}

static bool
is_down(const struct scanner_event *event)
{
    return event->kind == SCANNER_CAMERA && event->camera == CAMERA_STARTING;
}

static bool
is_missing(const struct scanner_event *event)
{
    return event->kind == SCANNER_CAMERA && event->camera == CAMERA_MISSING;
}

static bool
is_ended(const struct scanner_event *event)
{
    return event->kind == SCANNER_CAMERA && event->camera == CAMERA_ENDED;
}

static struct scanner *
start_on_card(void)
{
    fill(128);
    draw_code("ZX1CARD", 200, 60, 6);
    write_stream("card.y4m", "YUV4MPEG2 W640 H360 F15:1 C420jpeg\n", 15);
    return scanner_create(program, path_of("card.y4m"), true, source_now_ms());
}

static void
live_stream_gives_the_code_and_a_picture(void **state)
{
    (void)state;
    struct scanner *s = start_on_card();
    assert_true(run_until(s, is_our_code));
    assert_true(run_until(s, is_picture));
    struct scanner_picture picture;
    assert_true(scanner_picture(s, &picture));
    assert_int_equal(picture.width, 320);
    assert_int_equal(picture.height, 180);
    scanner_destroy(s);
}

static void
killed_scanner_is_started_again_and_reads_on(void **state)
{
    (void)state;
    struct scanner *s = start_on_card();
    assert_true(run_until(s, is_our_code));
    for (int i = 0; i < 3; i++) {
        int pid = scanner_pid(s);
        assert_true(pid > 0);
        kill(pid, SIGKILL);
        assert_true(run_until(s, is_down));
        assert_true(run_until(s, is_our_code));
        assert_int_not_equal(scanner_pid(s), pid);
    }
    scanner_destroy(s);
}

static void
hanging_scanner_is_ended_and_started_again(void **state)
{
    (void)state;
    struct scanner *s = start_on_card();
    assert_true(run_until(s, is_our_code));
    int pid = scanner_pid(s);
    kill(pid, SIGSTOP);
    assert_true(run_until(s, is_down));
    assert_true(run_until(s, is_our_code));
    assert_int_not_equal(scanner_pid(s), pid);
    scanner_destroy(s);
}

static void
program_that_is_missing_leaves_a_kiosk_without_a_scanner(void **state)
{
    (void)state;
    struct scanner *s = scanner_create("/nonexistent", "none", false, 1000);
    assert_int_equal(scanner_fd(s), -1);
    assert_true(scanner_tick(s, 1000) > 1000);
    scanner_destroy(s);
}

static void
camera_that_is_missing_is_said(void **state)
{
    (void)state;
    struct scanner *s = scanner_create(program, "camera:/dev/video-none", false, source_now_ms());
    assert_true(run_until(s, is_missing));
    scanner_destroy(s);
}

static void
stream_that_ends_is_said(void **state)
{
    (void)state;
    struct scanner *s = start_on_card();
    scanner_destroy(s);
    s = scanner_create(program, path_of("card.y4m"), false, source_now_ms());
    assert_true(run_until(s, is_ended));
    scanner_destroy(s);
}

static void
fifo_whose_writer_goes_is_read_on_when_another_comes(void **state)
{
    (void)state;
    fill(128);
    draw_code("ZX1CARD", 200, 60, 6);
    assert_int_equal(mkfifo(path_of("fifo"), 0600), 0);
    struct scanner *s = scanner_create(program, path_of("fifo"), false, source_now_ms());
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            FILE *out = fopen(path_of("fifo"), "wbe");
            if (out) {
                fputs("YUV4MPEG2 W640 H360 F15:1\n", out);
                write_frames(out, 3);
                fclose(out);
            }
            _exit(0);
        }
        assert_true(run_until(s, is_our_code));
    }
    scanner_destroy(s);
    remove(path_of("fifo"));
}

static void
pictures_of_a_folder_are_shown_one_after_the_other(void **state)
{
    (void)state;
    fill(128);
    draw_code("ZX1CARD", 200, 60, 6);
    FILE *out = fopen(path_of("b.pgm"), "wbe");
    assert_non_null(out);
    fprintf(out, "P5\n# a comment\n%d %d\n255\n", W, H);
    fwrite(frame, sizeof frame, 1, out);
    assert_int_equal(fclose(out), 0);
    out = fopen(path_of("a.pgm"), "wbe"); /* not a picture: passed over */
    assert_non_null(out);
    fputs("P5 99999 1 255\n", out);
    fclose(out);
    struct scanner *s = scanner_create(program, folder, false, source_now_ms());
    assert_true(run_until(s, is_our_code));
    assert_true(run_until(s, is_ended));
    scanner_destroy(s);
    remove(path_of("a.pgm"));
    remove(path_of("b.pgm"));
}

static int
setup(void **state)
{
    (void)state;
    const char *build = getenv("B");
    snprintf(program, sizeof program, "%s/zhaoxi-scanner", build ? build : "build");
    snprintf(folder, sizeof folder, "/tmp/zhaoxi-scanner-XXXXXX");
    signal(SIGCHLD, SIG_DFL);
    return mkdtemp(folder) ? 0 : -1;
}

static int
teardown(void **state)
{
    (void)state;
    remove(path_of("card.y4m"));
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(largest_code_comes_first),
        cmocka_unit_test(light_on_dark_is_read),
        cmocka_unit_test(bytes_of_any_value_come_through_as_they_are),
        cmocka_unit_test(pictures_without_size_or_far_too_large_give_nothing),
        cmocka_unit_test(malformed_streams_end_and_harm_nothing),
        cmocka_unit_test(live_stream_gives_the_code_and_a_picture),
        cmocka_unit_test(killed_scanner_is_started_again_and_reads_on),
        cmocka_unit_test(hanging_scanner_is_ended_and_started_again),
        cmocka_unit_test(program_that_is_missing_leaves_a_kiosk_without_a_scanner),
        cmocka_unit_test(camera_that_is_missing_is_said),
        cmocka_unit_test(stream_that_ends_is_said),
        cmocka_unit_test(pictures_of_a_folder_are_shown_one_after_the_other),
        cmocka_unit_test(fifo_whose_writer_goes_is_read_on_when_another_comes),
    };
    return cmocka_run_group_tests_name("scanner", tests, setup, teardown);
}
