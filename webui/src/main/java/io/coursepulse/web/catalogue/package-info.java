/** The courses' titles. */
package io.coursepulse.web.catalogue;
