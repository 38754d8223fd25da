/** The blacklist's commands. */
package io.coursepulse.topology.blacklist;
