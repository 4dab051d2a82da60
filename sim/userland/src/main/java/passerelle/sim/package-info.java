/**
 * The simulated kernel behind the port that the engine and the lab use: who makes its places and
 * carries out what is asked. Its chapters are the packages below, and each says its number.
 */
package passerelle.sim;
