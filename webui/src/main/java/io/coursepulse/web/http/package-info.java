/** The paths the server answers. */
package io.coursepulse.web.http;
