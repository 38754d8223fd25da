/** The lines that the parser rejected. */
package io.coursepulse.web.rejected;
