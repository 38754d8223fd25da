/** The newest sliding windows: the clicks of the last minutes. */
package io.coursepulse.web.activity;
