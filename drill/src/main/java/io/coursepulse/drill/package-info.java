/** The fault drill: it breaks a running pipeline in every way it knows, and proves that every line was counted once. */
package io.coursepulse.drill;
