/* script.h: plays a flow through the real program, with a clock of its own. A line a step:
 *
 *   clock 2026-11-24 08:05   sets the clock (the first line should); `wrong` after it:
 *                            nothing says that it is right
 *   wait MS                  lets time pass
 *   tap X Y                  a finger, down and up
 *   touch WHAT               a tap on the middle of a picture (icons/sponge) or a text; of several
 *                            the last drawn
 *   down X Y, move X Y, up X Y
 *   monkey COUNT SEED FILE   COUNT random touches (monkey.h); FILE: cards, one a line
 *   scan TEXT                a code, as if the camera had read it
 *   sign-in NO               as if that staff member had shown the card and typed the PIN
 *   type TEXT                the same by a hand scanner that types
 *   lang zh | lang en
 *   camera NAME              starting on missing ended off: as if the scanner had said so
 *   listen                   waits, in real time, until what is to be said was made
 *   worked                   waits, in real time, until another process is done: printing, a backup
 *   shot FILE.png            a picture of the screen
 *   list FILE.txt            its draw list
 *
 * A kiosk that is closed on the screen plays no further. `#` begins a comment. */
#pragma once

struct app;

/* Plays the file; sets app->script_failed, with the line on standard error, where it can't. */
void script_run(struct app *app, const char *path);
