/**
 * Random labs with random traffic, run on both kernels, which must agree on every answer, on the
 * state that is left and on every packet. A case on which they do not is made as small as it gets.
 */
package passerelle.differential;
