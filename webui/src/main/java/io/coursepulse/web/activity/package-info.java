/** What the sliding windows say: the clicks of the last minutes. */
package io.coursepulse.web.activity;
