/** The WebSockets: a snapshot for each client, then changes. Everything here is used on one event loop. */
package io.coursepulse.web.live;
