/** How fast both kernels are: benchmarks of JMH and others, run by the profile {@code bench}. */
package passerelle.benchmark;
