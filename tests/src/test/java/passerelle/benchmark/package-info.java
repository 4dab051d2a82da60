/** How fast the simulation is: JMH benchmarks, run by the profile {@code bench}. */
package passerelle.benchmark;
