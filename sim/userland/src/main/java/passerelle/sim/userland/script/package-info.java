/** What small programs in JavaScript and Python have in common, as far as they are read here. */
package passerelle.sim.userland.script;
