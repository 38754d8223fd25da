/** The counting topology without servers: Storm's own classes and ours, with faults and an order of events chosen by a seed. */
package io.coursepulse.simulation;
