/** How Storm runs the topologies, as its own web server tells: without Storm on the class path. */
package io.coursepulse.web.storm;
