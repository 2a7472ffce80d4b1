// SPDX-License-Identifier: Apache-2.0
/** MQTT as a user has it, against a broker in a process of its own. */
package io.tidemark.integration.mqtt;
