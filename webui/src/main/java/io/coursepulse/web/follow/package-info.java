/** Following the topics that the topologies write to: what changes reaches the browsers while it happens. */
package io.coursepulse.web.follow;
