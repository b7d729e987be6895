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

package dev.rtmpkit.amf;

/**
 * A date (AMF0, 2.13; AMF3, 3.10).
 *
 * @param epochMillis milliseconds since 1970-01-01 UTC
 * @param timeZone the time zone field, signed 16 bits, reserved and usually 0; AMF3 has
 * none
 */
public record AmfDate(double epochMillis, int timeZone) implements AmfValue {

}
