package io.coursepulse.sandbox.generator;

/**
 * Somebody who sends requests.
 *
 * @param address the IP address, as it stands in the log
 * @param userAgent the user agent, as it stands in the log
 * @param robot whether it is a search engine's or another program's
 */
record Visitor(byte[] address, byte[] userAgent, boolean robot) {}
