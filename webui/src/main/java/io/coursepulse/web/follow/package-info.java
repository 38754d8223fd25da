/** What is published while it changes: the topics that the topologies write to. */
package io.coursepulse.web.follow;
