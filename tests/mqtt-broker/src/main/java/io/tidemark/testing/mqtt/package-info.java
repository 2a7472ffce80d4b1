// SPDX-License-Identifier: Apache-2.0
/** An MQTT broker in a process of its own. */
package io.tidemark.testing.mqtt;
