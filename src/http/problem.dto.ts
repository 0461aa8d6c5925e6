import { ApiProperty } from '@nestjs/swagger';

/** One thing that is wrong. */
export class ProblemReasonDto {
  @ApiProperty({ description: 'Stable, in kebab case.' }) code!: string;
  @ApiProperty({ description: 'The field, parameter or header to look at; empty for the whole.' }) field!: string;
  @ApiProperty({ description: 'In words for the person who sent it.' }) message!: string;
}

/** Problem details (RFC 9457). */
export class ProblemDto {
  @ApiProperty({ description: 'The status in words.' }) title!: string;
  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599 }) status!: number;
  @ApiProperty() detail!: string;
  @ApiProperty({ description: 'Code of the first reason.' }) code!: string;
  @ApiProperty({ type: () => ProblemReasonDto, isArray: true }) errors!: ProblemReasonDto[];
  @ApiProperty({
    type: () => ProblemReasonDto,
    isArray: true,
    required: false,
    description: 'To be confirmed by sending the command again with their codes in `confirmed`.',
  })
  warnings?: ProblemReasonDto[];
  @ApiProperty({ description: 'The same as the header X-Correlation-Id.' }) correlationId!: string;
}

/** What a command is answered with. */
export class ReceiptDto {
  @ApiProperty({ format: 'uuid', description: "The command's id." }) command!: string;
  @ApiProperty() stream!: string;
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: "Revision of the command's last event in its stream, counted from 1.",
  })
  rev!: number;
  @ApiProperty({ type: String, format: 'uuid', isArray: true }) eventIds!: string[];
  @ApiProperty({
    type: () => ProblemReasonDto,
    isArray: true,
    required: false,
    description: 'What follows from it, told once: not when the same command is sent again.',
  })
  notices?: ProblemReasonDto[];
  @ApiProperty({
    type: () => ProblemReasonDto,
    isArray: true,
    required: false,
    description: 'What does not fit to what was reported later, told once.',
  })
  notes?: ProblemReasonDto[];
}
