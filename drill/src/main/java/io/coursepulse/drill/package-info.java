/** The fault drill: injects faults into a running pipeline under load, and verifies that every line was counted once. */
package io.coursepulse.drill;
