/* hub_client.h: a browser that says what a test wants, byte by byte, over loopback without TLS. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { CLIENT_ANSWER = 256 * 1024 };

/* A socket to the port, from 127.0.`net`.1; -1 where it is refused. */
int client_connect(int port, int net);

void client_send(int fd, const char *text);

/* The whole answer, its head included, until the hub closes or the announced length is there; ""
 * where the hub closed without one. In a buffer of the client's. */
const char *client_answer(int fd);

/* Connects, sends, reads, closes. */
const char *client_ask(int port, const char *text);

/* Is the connection closed by the hub within so many ms? */
bool client_is_closed(int fd, int within_ms);
