/** HTTP: routes, access, limits, responses, metrics and the page's files. */
package io.coursepulse.web.http;
