/** Lines that the parser refused. */
package io.coursepulse.web.rejected;
