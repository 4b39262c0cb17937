declare const differences: {
  /** Of the vector. */
  id: string;
  differs: 'outcome' | 'message';
  reason: string;
}[];
export default differences;
