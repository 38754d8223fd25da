/**
 * Writes access logs that look like an online-education site's, and knows what is in them.
 *
 * <p>The truth is kept from what was generated, never by reading the lines back: it could not check
 * the pipeline's parser if it shared the parser's mistakes.
 *
 * <p>{@link io.coursepulse.generator.LogGenerator} makes the lines,
 * {@link io.coursepulse.generator.LogWriter} appends them to a file at a steady rate, and
 * {@link io.coursepulse.generator.GroundTruth} says how they have to be counted.
 */
package io.coursepulse.generator;
