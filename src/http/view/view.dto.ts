import { ApiProperty } from '@nestjs/swagger';

/** The view that an answer belongs to. */
export class ViewDto {
  @ApiProperty({
    type: String,
    format: 'date',
    required: false,
    description: 'What had been reported by the end of this day. Absent where an answer depends on the size alone.',
  })
  asReportedOn?: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Number of entries considered.' })
  atSize!: number;

  @ApiProperty({
    type: String,
    isArray: true,
    enum: ['asReportedOn', 'atSize'],
    description: 'Which of the two the request left to the service.',
  })
  defaulted!: ('asReportedOn' | 'atSize')[];

  @ApiProperty({ type: String, description: 'IANA time zone that decides what today is.' })
  timeZone!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the last of these entries was recorded; null at size 0.',
  })
  recordedUpTo!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Size of the smallest published checkpoint that covers these entries; null where there is none.',
  })
  checkpoint!: number | null;
}
