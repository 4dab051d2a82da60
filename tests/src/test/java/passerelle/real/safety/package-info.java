/** Nothing of the machine is touched by labs on its kernel, however they end. */
package passerelle.real.safety;
