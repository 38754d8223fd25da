package io.coursepulse.simulation;

/**
 * How many tasks the simulated topology has, and which of the product's safeguards it has.
 *
 * @param spoutTasks tasks that read and count lines
 * @param counterTasks tasks that add to the counters
 * @param batchesInFlight how many batches are under way at a time
 * @param defect what is wrong with it
 */
record Shape(int spoutTasks, int counterTasks, int batchesInFlight, Defect defect) {}
