/** What an open browser is sent: a snapshot, then changes. Everything here belongs to one event loop. */
package io.coursepulse.web.live;
