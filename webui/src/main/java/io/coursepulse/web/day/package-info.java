/** The counts of the days that somebody looks at, held in memory. Everything here belongs to one event loop. */
package io.coursepulse.web.day;
