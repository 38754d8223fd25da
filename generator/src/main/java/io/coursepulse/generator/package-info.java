/**
 * Writes realistic access logs of an online-education site, together with their expected counts.
 *
 * <p>The ground truth is recorded while lines are generated, never by reading the lines back: it could not validate
 * the pipeline's parser if it shared the parser's mistakes.
 *
 * <p>{@link io.coursepulse.generator.LogGenerator} makes the lines,
 * {@link io.coursepulse.generator.LogWriter} appends them to a file at a steady rate, and
 * {@link io.coursepulse.generator.GroundTruth} has the expected counts.
 */
package io.coursepulse.generator;
