/** The faults of the drill, grouped by what they hit. Each verifies that it took effect. */
package io.coursepulse.drill.fault;
