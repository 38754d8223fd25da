/**
 * The messages of the Kafka topics: one record per message, written and read by the same class, and one reader of a
 * topic. The topologies, the web server and the tools share them.
 */
package io.coursepulse.topic;
