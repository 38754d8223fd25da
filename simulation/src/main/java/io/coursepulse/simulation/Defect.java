package io.coursepulse.simulation;

/** Safeguards of the product that can be taken away, to prove that the simulation notices. */
public enum Defect {
    /** The product as it is. */
    NONE,

    /**
     * Issue 13.1: {@code topology.max.spout.pending} is 1 and every transaction may start, so that a restarted coordinator
     * starts an attempt twice; and receivers do not know what they should have got, so that mixed attempts pass.
     */
    ATTEMPTS_REPEATED
}
