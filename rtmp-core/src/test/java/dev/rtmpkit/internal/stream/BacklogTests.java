/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.rtmpkit.internal.stream;

import java.util.List;

import dev.rtmpkit.amf.AmfDictionary;
import dev.rtmpkit.amf.AmfNull;
import dev.rtmpkit.amf.AmfNumber;
import dev.rtmpkit.amf.AmfObject;
import dev.rtmpkit.amf.AmfStrictArray;
import dev.rtmpkit.amf.AmfVector;
import dev.rtmpkit.media.DataPacket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backlog}.
 */
class BacklogTests {

	private final Backlog backlog = new Backlog();

	@Test
	void countsBytesAndTheCostOfPackets() {
		this.backlog.add(1000);
		this.backlog.add(0);
		assertThat(this.backlog.bytes()).isEqualTo(1000);
		assertThat(this.backlog.cost()).isEqualTo(1000 + 2 * Backlog.PACKET_COST);
		this.backlog.remove(1000);
		assertThat(this.backlog.bytes()).isZero();
		assertThat(this.backlog.cost()).isEqualTo(Backlog.PACKET_COST);
		this.backlog.remove(0);
		assertThat(this.backlog.cost()).isZero();
	}

	@Test
	void holdsMoreThanAnyQueueMayTake() {
		int packets = Integer.MAX_VALUE / Backlog.PACKET_COST + 1000;
		for (int i = 0; i < packets; i++) {
			this.backlog.add(100_000);
		}
		assertThat(this.backlog.bytes()).isEqualTo(packets * 100_000L);
		assertThat(this.backlog.cost()).isEqualTo(packets * (100_000L + Backlog.PACKET_COST));
	}

	@Test
	void reachesABoundUntilEnoughIsRemoved() {
		long bound = 2 * (1000 + Backlog.PACKET_COST);
		this.backlog.add(1000);
		assertThat(this.backlog.reaches(bound)).isFalse();
		this.backlog.add(1000);
		assertThat(this.backlog.reaches(bound)).isTrue();
		this.backlog.remove(1000);
		assertThat(this.backlog.reaches(bound)).isFalse();
		assertThat(this.backlog.reaches(bound / 2)).isTrue();
	}

	@Test
	@Tag("A4")
	void valuesOfDataCostWhereverTheyAre() {
		AmfObject object = AmfObject.builder().put("a", 1).build();
		AmfDictionary dictionary = new AmfDictionary(false, List.of(new AmfDictionary.Entry(object, object)));
		AmfVector vector = new AmfVector(AmfVector.Type.OBJECT, false, "*", List.of(dictionary, dictionary));
		DataPacket packet = Packets.data(0, "onTextData", new AmfStrictArray(List.of(vector)), object);
		assertThat(Backlog.bytes(packet)).isEqualTo(packet.size() + (1 + 1 + 2 * 5 + 2) * Backlog.VALUE_COST);
		assertThat(Backlog.bytes(Packets.frame(0, 10))).isEqualTo(10);
	}

	@Test
	@Tag("D16")
	void numbersOfArraysCostLess() {
		AmfNumber number = new AmfNumber(1);
		AmfVector vector = new AmfVector(AmfVector.Type.DOUBLE, false, "", List.of(number, number));
		DataPacket packet = Packets.data(0, "onTextData", new AmfStrictArray(List.of(number, AmfNull.INSTANCE)), vector,
				number);
		assertThat(Backlog.bytes(packet))
			.isEqualTo(packet.size() + (1 + 1 + 1 + 1) * Backlog.VALUE_COST + (1 + 2) * Backlog.NUMBER_COST);
	}

}
