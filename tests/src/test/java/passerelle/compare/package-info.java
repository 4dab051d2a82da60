/** Does the comparison of the two kernels see what differs, and nothing else? */
package passerelle.compare;
