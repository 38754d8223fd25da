/** Where changed counts come from while they change: the topic that the topology publishes them to. */
package io.coursepulse.web.follow;
