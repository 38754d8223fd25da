package io.coursepulse.generator;

/**
 * Somebody who sends requests.
 *
 * @param address the IP address, as it stands in the log
 * @param region where the address is, in ISO 3166
 * @param userAgent the user agent, as it stands in the log
 * @param client the program, as it has to be counted
 * @param device the kind of device it runs on, as it has to be counted
 * @param robot whether it is a search engine's or another program's
 */
record Visitor(byte[] address, String region, byte[] userAgent, String client, String device, boolean robot) {}
